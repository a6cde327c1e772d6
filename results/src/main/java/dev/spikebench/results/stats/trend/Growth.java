package dev.spikebench.results.stats.trend;

import dev.spikebench.results.stats.Estimate;

/// Whether a resource that should stay level grows.
public enum Growth {
  /// The whole interval of the slope lies below the slope that matters.
  STABLE,
  /// The interval lies above zero and the slope is at least the one that matters.
  LEAK,
  /// Neither can be said; also where the points are too few for an interval.
  CANNOT_TELL;

  /// Judges a slope.
  ///
  /// @param slope the slope with its interval
  /// @param least the slope that matters, in the same unit, above 0
  public static Growth of(Estimate slope, double least) {
    if (!(least > 0)) {
      throw new IllegalArgumentException("least must be above 0, but is " + least);
    }
    Double low = slope.low();
    Double high = slope.high();
    if (low == null || high == null) {
      return CANNOT_TELL;
    }
    if (high < least) {
      return STABLE;
    }
    return low > 0 && slope.value() >= least ? LEAK : CANNOT_TELL;
  }
}
