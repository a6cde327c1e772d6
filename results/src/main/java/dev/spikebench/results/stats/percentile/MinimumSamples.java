package dev.spikebench.results.stats.percentile;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// How many samples a percentile needs before it is worth printing: so many that ten of them are
/// expected beyond it. 1,000 for the 99th, 10,000 for the 99.9th. With fewer, the figure is the
/// whim of a handful of requests, which an interval would say but a reader overlooks.
public final class MinimumSamples {

  /// Samples expected on the far side of the percentile.
  public static final int BEYOND = 10;

  private MinimumSamples() {}

  /// The smallest number of samples for the quantile, on whichever side fewer lie.
  ///
  /// @param quantile between 0 and 1
  /// @throws IllegalArgumentException when it is not
  public static long of(double quantile) {
    if (!(quantile > 0 && quantile < 1)) {
      throw new IllegalArgumentException("quantile must be between 0 and 1, but is " + quantile);
    }
    // In decimals: 1 - 0.999 in doubles is a little more than 0.001.
    BigDecimal below = BigDecimal.valueOf(quantile);
    BigDecimal rarer = below.min(BigDecimal.ONE.subtract(below));
    return BigDecimal.valueOf(BEYOND).divide(rarer, 0, RoundingMode.CEILING).longValueExact();
  }
}
