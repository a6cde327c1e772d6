package dev.spikebench.results.stats.ranking;

import dev.spikebench.results.model.Direction;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.paired.LogRatios;
import dev.spikebench.results.stats.paired.SignedRank;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which of several arms differ in one metric: all pairwise ratios with simultaneous intervals
/// (Bonferroni), and tie groups made from them. No score is computed over metrics.
///
/// Arms stand best first by the mean of their pairwise estimates; two arms are told apart only
/// where the interval of their ratio leaves out 1.
///
/// @param bestFirst ids of the arms
/// @param pairs one for every two arms that have a round in common
/// @param letters tie groups of each arm: arms that share a letter are not told apart
public record Ranking(
    List<String> bestFirst, List<PairwiseRatio> pairs, SortedMap<String, String> letters) {

  /// Keeps unmodifiable copies.
  public Ranking {
    bestFirst = List.copyOf(bestFirst);
    pairs = List.copyOf(pairs);
    letters = Collections.unmodifiableSortedMap(new TreeMap<>(letters));
  }

  /// The ranking of these arms.
  ///
  /// @param values value by round, for each arm; a round counts for a pair where both have a value
  ///   above 0 in it
  /// @param level confidence of all intervals together, between 0.5 and 1
  /// @throws IllegalArgumentException when there is no arm, the metric is informational, or the
  ///   level is out of range
  public static Ranking of(
      Map<String, Map<Integer, Double>> values, Direction direction, double level) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("values must have at least one arm");
    }
    List<String> arms = values.keySet().stream().sorted().toList();
    Confidence confidence =
        Confidence.of(level).among(Math.max(1, arms.size() * (arms.size() - 1) / 2));
    List<PairwiseRatio> pairs = pairs(arms, values, direction, confidence);
    List<String> bestFirst =
        arms.stream().sorted(Comparator.comparingDouble(it -> excess(it, pairs))).toList();
    return new Ranking(bestFirst, pairs, TieGroups.letters(bestFirst, separated(pairs)));
  }

  private static List<PairwiseRatio> pairs(
      List<String> arms,
      Map<String, Map<Integer, Double>> values,
      Direction direction,
      Confidence confidence) {
    List<PairwiseRatio> pairs = new ArrayList<>();
    for (int first = 0; first < arms.size(); first++) {
      for (String other : arms.subList(first + 1, arms.size())) {
        String one = arms.get(first);
        Map<Integer, Double> ofOne = values.getOrDefault(one, Map.of());
        double[] logs = logRatios(ofOne, values.getOrDefault(other, Map.of()), direction);
        if (logs.length > 0) {
          pairs.add(new PairwiseRatio(one, other, SignedRank.of(logs, confidence)));
        }
      }
    }
    return pairs;
  }

  /// How much worse the arm is than all others together, on the logarithmic scale.
  private static double excess(String arm, List<PairwiseRatio> pairs) {
    double sum = 0;
    for (PairwiseRatio pair : pairs) {
      sum += pair.first().equals(arm) ? pair.worse().estimate() : 0;
      sum -= pair.second().equals(arm) ? pair.worse().estimate() : 0;
    }
    return sum;
  }

  private static double[] logRatios(
      Map<Integer, Double> one, Map<Integer, Double> other, Direction direction) {
    return new TreeMap<>(one)
        .entrySet().stream()
            .flatMap(
                it -> LogRatios.worse(it.getValue(), other.get(it.getKey()), direction).stream())
            .mapToDouble(Double::doubleValue)
            .toArray();
  }

  private static Set<Set<String>> separated(List<PairwiseRatio> pairs) {
    Set<Set<String>> separated = new HashSet<>();
    for (PairwiseRatio pair : pairs) {
      if (pair.worse().differs()) {
        separated.add(Set.of(pair.first(), pair.second()));
      }
    }
    return separated;
  }
}
