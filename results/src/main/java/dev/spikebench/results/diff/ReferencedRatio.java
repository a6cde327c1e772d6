package dev.spikebench.results.diff;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Direction;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.MetricDefinition;
import dev.spikebench.results.model.MetricIds;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.paired.LogRatios;
import dev.spikebench.results.stats.unpaired.RankSum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How many times worse a backend has become against a reference that did not change: its ratio to
/// the reference within each round of the second result against that within each round of the first
/// (a difference of differences on logarithms). What moved both alike falls out. Source of the
/// idea: J. D. Angrist and J.-S. Pischke, *Mostly Harmless Econometrics*, Princeton 2009, chapter
/// 5.
///
/// @param backendId the backend
/// @param referenceId the backend whose artifact is the same in both
/// @param metric what is compared
/// @param change how many times worse; an unpaired interval at 95 % split among all comparisons
public record ReferencedRatio(
    String backendId, String referenceId, MetricDefinition metric, LogRatio change) {
  private static final double LEVEL = 0.95;

  private static final List<String> METRICS =
      List.of(MetricIds.CPU_PER_EVENT, MetricIds.THROUGHPUT, MetricIds.PEAK_RSS, MetricIds.STARTUP);

  /// Whether a change for the worse was seen. At most a warning: the two were not measured in
  /// turns.
  public boolean worse() {
    return change.differs() && change.estimate() > 0;
  }

  /// Every backend of both but the reference, in every metric that both have.
  static List<ReferencedRatio> all(
      BenchmarkResults first, BenchmarkResults second, String referenceId) {
    List<String> backends =
        first.backends().stream()
            .map(BackendSummary::id)
            .filter(id -> !id.equals(referenceId))
            .filter(id -> second.backends().stream().anyMatch(it -> it.id().equals(id)))
            .toList();
    Confidence confidence =
        Confidence.of(LEVEL).among(Math.max(1, backends.size() * METRICS.size()));
    List<ReferencedRatio> ratios = new ArrayList<>();
    for (String backendId : backends) {
      for (MetricDefinition metric : MetricIds.definitions()) {
        if (METRICS.contains(metric.id())) {
          double[] was = againstReference(first, backendId, referenceId, metric);
          double[] is = againstReference(second, backendId, referenceId, metric);
          if (was.length > 0 && is.length > 0) {
            LogRatio change = RankSum.of(is, was, confidence);
            ratios.add(new ReferencedRatio(backendId, referenceId, metric, change));
          }
        }
      }
    }
    return ratios;
  }

  private static double[] againstReference(
      BenchmarkResults results, String backendId, String referenceId, MetricDefinition metric) {
    Map<Integer, Double> reference = byRound(results, referenceId, metric.id());
    Direction direction = metric.direction();
    return byRound(results, backendId, metric.id()).entrySet().stream()
        .map(it -> LogRatios.worse(it.getValue(), reference.get(it.getKey()), direction))
        .flatMap(Optional::stream)
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private static Map<Integer, Double> byRound(
      BenchmarkResults results, String backendId, String metricId) {
    Map<Integer, Double> values = new HashMap<>();
    for (Iteration iteration : results.iterations()) {
      Double value = iteration.value(metricId);
      if (iteration.valid() && iteration.backendId().equals(backendId) && value != null) {
        values.put(iteration.round(), value);
      }
    }
    return values;
  }
}
