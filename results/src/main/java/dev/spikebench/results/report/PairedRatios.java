package dev.spikebench.results.report;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.ranking.PairwiseRatio;
import dev.spikebench.results.stats.ranking.Ranking;
import dev.spikebench.results.stats.ranking.TieGroups;
import dev.spikebench.results.summary.Samples;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How many times worse each backend is than each other, paired round by round: two iterations of
/// one round saw the same machine, so its drift cancels. The intervals of a figure hold together.
/// Backends that are not valid take no part.
final class PairedRatios {

  private final Map<SummaryKey, Map<String, Map<Integer, Double>>> values =
      new EnumMap<>(SummaryKey.class);
  private final Map<SummaryKey, Ranking> rankings = new EnumMap<>(SummaryKey.class);
  private final Set<String> tuned;

  PairedRatios(BenchmarkResults results, Samples samples) {
    List<BackendSummary> valid = results.backends().stream().filter(BackendSummary::valid).toList();
    tuned =
        valid.stream()
            .filter(it -> !it.notTuned())
            .map(BackendSummary::id)
            .collect(Collectors.toSet());
    for (SummaryKey key : SummaryKey.values()) {
      Map<String, Map<Integer, Double>> byBackend = new LinkedHashMap<>();
      for (BackendSummary backend : valid) {
        byBackend.put(backend.id(), byRound(results.iterationsOf(backend.id()), key, samples));
      }
      values.put(key, byBackend);
      if (valid.size() > 1) {
        Ranking ranking = Ranking.of(byBackend, key.direction(), results.design().confidence());
        if (!ranking.pairs().isEmpty()) {
          rankings.put(key, ranking);
        }
      }
    }
  }

  private static Map<Integer, Double> byRound(
      List<Iteration> iterations, SummaryKey key, Samples samples) {
    Map<Integer, Double> byRound = new TreeMap<>();
    for (Iteration iteration : iterations) {
      Double value = samples.row(iteration).get(key);
      if (iteration.valid() && value != null) {
        byRound.put(iteration.round(), value);
      }
    }
    return byRound;
  }

  /// The figures that at least two backends have in a common round, in the table's order.
  List<SummaryKey> keys() {
    return List.copyOf(rankings.keySet());
  }

  /// How many times worse a backend is than another; empty where they have no round in common.
  Optional<LogRatio> worse(SummaryKey key, String backendId, String referenceId) {
    Ranking ranking = rankings.get(key);
    if (ranking == null) {
      return Optional.empty();
    }
    for (PairwiseRatio pair : ranking.pairs()) {
      if (pair.first().equals(backendId) && pair.second().equals(referenceId)) {
        return Optional.of(pair.worse());
      }
      if (pair.first().equals(referenceId) && pair.second().equals(backendId)) {
        return Optional.of(pair.worse().inverse());
      }
    }
    return Optional.empty();
  }

  /// Tie groups of the backends: those that share a letter are not told apart. A backend that is
  /// marked not tuned has none. Empty where the figure has no pairs.
  Map<String, String> letters(SummaryKey key) {
    Ranking ranking = rankings.get(key);
    if (ranking == null) {
      return Map.of();
    }
    Set<Set<String>> separated = new HashSet<>();
    for (PairwiseRatio pair : ranking.pairs()) {
      if (pair.worse().differs()) {
        separated.add(Set.of(pair.first(), pair.second()));
      }
    }
    List<String> ranked = ranking.bestFirst().stream().filter(tuned::contains).toList();
    return TieGroups.letters(ranked, separated);
  }

  /// The logarithms of how many times greater one backend's value is than another's, by round.
  double[] logRatios(SummaryKey key, String backendId, String referenceId) {
    Map<String, Map<Integer, Double>> ofKey = values.getOrDefault(key, Map.of());
    Map<Integer, Double> first = ofKey.getOrDefault(backendId, Map.of());
    Map<Integer, Double> second = ofKey.getOrDefault(referenceId, Map.of());
    List<Double> logs = new ArrayList<>();
    first.forEach(
        (round, value) -> {
          Double other = second.get(round);
          if (other != null && value > 0 && other > 0) {
            logs.add(Math.log(value / other));
          }
        });
    return logs.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
