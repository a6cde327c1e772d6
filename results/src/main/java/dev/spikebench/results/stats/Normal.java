package dev.spikebench.results.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/// The standard normal distribution.
public final class Normal {

  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  private Normal() {}

  /// The number that a standard normal variable stays below with the probability.
  ///
  /// @param probability between 0 and 1
  public static double quantile(double probability) {
    return STANDARD.inverseCumulativeProbability(probability);
  }

  /// The number that a standard normal variable exceeds with the probability. Keeps its digits
  /// where the probability is small.
  ///
  /// @param probability between 0 and 1
  public static double upperQuantile(double probability) {
    return STANDARD.inverseSurvivalProbability(probability);
  }

  /// The chance of a value at least this far from 0 on either side.
  public static double twoSided(double z) {
    return Math.min(1, 2 * STANDARD.survivalProbability(Math.abs(z)));
  }
}
