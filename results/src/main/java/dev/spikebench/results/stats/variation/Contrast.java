package dev.spikebench.results.stats.variation;

import dev.spikebench.results.design.FactorialDesign;
import dev.spikebench.results.design.Treatment;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.paired.SignedRank;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A ratio between two levels of one factor at fixed levels of all others, from measurements paired
/// by round: *strategy X against Y on backend Z at FULL: from a to b times*.
///
/// It needs no balance: a round counts where both cells were measured in it.
///
/// @param fixed levels of the other factors; none of them where it is averaged over all
/// @param factor factor that differs
/// @param numerator level above the line
/// @param denominator level below the line
/// @param ratio how many times the numerator's value is the denominator's
/// @param rounds rounds that it comes from, by number
public record Contrast(
    Treatment fixed,
    String factor,
    String numerator,
    String denominator,
    LogRatio ratio,
    List<Integer> rounds) {

  /// Keeps an unmodifiable copy.
  public Contrast {
    rounds = List.copyOf(rounds);
  }

  /// The ratios at all combinations of the other factors' levels that have a round in common, in
  /// the design's order.
  ///
  /// @param confidence confidence of each, or of all together where it says among how many
  /// @throws IllegalArgumentException when an observation is not of the design, a cell has two in
  ///   one round, or the factor has no such level
  public static List<Contrast> atFixedLevels(
      FactorialDesign design,
      List<Observation> observations,
      String factor,
      String numerator,
      String denominator,
      Confidence confidence) {
    List<Contrast> contrasts = new ArrayList<>();
    for (Pairs pairs : pairs(design, observations, factor, numerator, denominator)) {
      if (!pairs.logRatios().isEmpty()) {
        contrasts.add(
            new Contrast(
                pairs.fixed(),
                factor,
                numerator,
                denominator,
                SignedRank.of(array(pairs.logRatios()), confidence),
                List.copyOf(pairs.logRatios().keySet())));
      }
    }
    return List.copyOf(contrasts);
  }

  /// The ratio averaged over the other factors: in each round the geometric mean of the ratios at
  /// all combinations of their levels; empty where no round has all of them. It speaks of the
  /// average of these levels alone, and where the factors interact of none of them in particular.
  ///
  /// @throws IllegalArgumentException as for [#atFixedLevels]
  public static Optional<Contrast> averaged(
      FactorialDesign design,
      List<Observation> observations,
      String factor,
      String numerator,
      String denominator,
      Confidence confidence) {
    List<Pairs> all = pairs(design, observations, factor, numerator, denominator);
    SortedMap<Integer, Double> means = means(all);
    return means.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Contrast(
                new Treatment(Map.of()),
                factor,
                numerator,
                denominator,
                SignedRank.of(array(means), confidence),
                List.copyOf(means.keySet())));
  }

  private record Pairs(Treatment fixed, SortedMap<Integer, Double> logRatios) {}

  /// The mean over all pairs, in the rounds that all of them have.
  private static SortedMap<Integer, Double> means(List<Pairs> all) {
    SortedMap<Integer, Double> means = new TreeMap<>();
    for (int round : all.getFirst().logRatios().keySet()) {
      List<Double> ratios =
          all.stream().map(it -> it.logRatios().get(round)).filter(Objects::nonNull).toList();
      if (ratios.size() == all.size()) {
        means.put(round, ratios.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
      }
    }
    return means;
  }

  private static List<Pairs> pairs(
      FactorialDesign design,
      List<Observation> observations,
      String factor,
      String numerator,
      String denominator) {
    requireLevel(design, factor, numerator);
    requireLevel(design, factor, denominator);
    Observations measured = new Observations(design, observations);
    return design.treatments().stream()
        .filter(it -> it.level(factor).equals(numerator))
        .map(
            it ->
                new Pairs(
                    it.without(factor),
                    differences(measured.of(it), measured.of(it.with(factor, denominator)))))
        .toList();
  }

  private static SortedMap<Integer, Double> differences(
      SortedMap<Integer, Double> above, SortedMap<Integer, Double> below) {
    SortedMap<Integer, Double> differences = new TreeMap<>();
    above.forEach(
        (round, value) -> {
          Double other = below.get(round);
          if (other != null) {
            differences.put(round, value - other);
          }
        });
    return differences;
  }

  private static void requireLevel(FactorialDesign design, String factor, String level) {
    if (!design.factor(factor).levels().contains(level)) {
      throw new IllegalArgumentException("factor " + factor + " has no level " + level);
    }
  }

  private static double[] array(SortedMap<Integer, Double> byRound) {
    return byRound.values().stream().mapToDouble(Double::doubleValue).toArray();
  }
}
