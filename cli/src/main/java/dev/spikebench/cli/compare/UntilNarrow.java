package dev.spikebench.cli.compare;

import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.MetricIds;
import dev.spikebench.results.stats.precision.FixedWidth;
import dev.spikebench.results.stats.precision.FixedWidth.Decision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Whether a comparison may end before its last round: when the interval of every backend's median
/// throughput is narrow enough. Rounds in which a backend has no valid iteration do not count.
final class UntilNarrow {
  private final FixedWidth rule;
  private final List<String> backendIds;

  /// @param backendIds the backends that are measured in each round
  UntilNarrow(FixedWidth rule, List<String> backendIds) {
    this.rule = rule;
    this.backendIds = List.copyOf(backendIds);
  }

  /// The decision after the last whole round.
  ///
  /// @param iterations of whole rounds, in the order of execution
  Decision after(List<Iteration> iterations) {
    Map<Integer, Map<String, Double>> rounds = new TreeMap<>();
    for (Iteration iteration : iterations) {
      Double rate = iteration.valid() ? iteration.value(MetricIds.THROUGHPUT) : null;
      if (rate != null) {
        rounds
            .computeIfAbsent(iteration.round(), _ -> new HashMap<>())
            .put(iteration.backendId(), rate);
      }
    }
    List<Map<String, Double>> whole =
        rounds.values().stream().filter(it -> it.size() == backendIds.size()).toList();
    Map<String, double[]> series = new HashMap<>();
    for (String id : backendIds) {
      List<Double> rates = new ArrayList<>();
      whole.forEach(it -> rates.add(Objects.requireNonNull(it.get(id))));
      series.put(id, rates.stream().mapToDouble(Double::doubleValue).toArray());
    }
    return rule.decide(series);
  }
}
