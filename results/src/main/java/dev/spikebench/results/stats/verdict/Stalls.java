package dev.spikebench.results.stats.verdict;

import dev.spikebench.results.stats.paired.EpochRatios;
import dev.spikebench.results.stats.paired.EpochRatios.EpochRatio;
import java.util.Arrays;
import java.util.List;

/// Epochs far outside of the others: beyond three interquartile ranges from the quartiles. They are
/// named and stay in; rank methods are hardly moved by them. Source: J. W. Tukey, *Exploratory Data
/// Analysis*, Addison-Wesley 1977, chapter 2 (outer fences).
final class Stalls {

  private static final double OUTER_FENCE = 3;
  private static final int FEWEST = 4;

  private Stalls() {}

  static List<Integer> of(EpochRatios ratios) {
    double[] sorted = ratios.logRatios();
    if (sorted.length < FEWEST) {
      return List.of();
    }
    Arrays.sort(sorted);
    double lower = quartile(sorted, 0.25);
    double upper = quartile(sorted, 0.75);
    double fence = OUTER_FENCE * (upper - lower);
    return ratios.epochs().stream()
        .filter(it -> it.logRatio() < lower - fence || it.logRatio() > upper + fence)
        .map(EpochRatio::epoch)
        .toList();
  }

  /// Between the two samples around the place, as most packages do (type 7 of Hyndman and Fan).
  private static double quartile(double[] sorted, double quantile) {
    double place = (sorted.length - 1) * quantile;
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
