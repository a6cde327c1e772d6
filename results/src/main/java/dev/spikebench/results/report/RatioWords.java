package dev.spikebench.results.report;

import dev.spikebench.results.stats.LogRatio;

/// Ratios in words that no reader has to turn round: `×1.46 better (1.40 to 1.52)`.
final class RatioWords {

  private static final double SAME = 0.0005;

  private RatioWords() {}

  /// The ratio with its interval, where there is one.
  static String of(LogRatio worse) {
    return estimate(worse) + interval(worse);
  }

  /// The ratio alone.
  static String estimate(LogRatio worse) {
    double log = worse.estimate();
    if (Math.abs(log) < SAME) {
      return "the same";
    }
    return times(Math.exp(Math.abs(log))) + (log > 0 ? " worse" : " better");
  }

  /// The interval in the direction of the estimate; where it reaches over 1 both ends say theirs.
  private static String interval(LogRatio worse) {
    if (worse.low().isEmpty() || worse.high().isEmpty()) {
      return "";
    }
    double low = worse.low().getAsDouble();
    double high = worse.high().getAsDouble();
    boolean better = worse.estimate() < 0;
    if (low > 1 || high < 1) {
      double from = better ? 1 / high : low;
      double to = better ? 1 / low : high;
      return " (" + number(from) + " to " + number(to) + ")";
    }
    return " (" + times(1 / low) + " better to " + times(high) + " worse)";
  }

  private static String times(double factor) {
    return "×" + number(factor);
  }

  private static String number(double factor) {
    return Figures.significant(factor);
  }
}
