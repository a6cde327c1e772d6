package dev.spikebench.loadgen.recording;

import org.HdrHistogram.Histogram;

/// The share of values near the mean, as wrk prints it in its column `+/- Stdev`.
final class Deviations {
  private Deviations() {}

  /// Share of the values that lie within one standard deviation of their mean, 0 … 1; 0 where there
  /// are none.
  static double shareWithinOne(Histogram histogram) {
    if (histogram.getTotalCount() == 0) {
      return 0;
    }
    double mean = histogram.getMean();
    double deviation = histogram.getStdDeviation();
    // Values are told apart to three digits only, so the ends are widened to whole buckets.
    long low = histogram.lowestEquivalentValue((long) Math.max(0, mean - deviation));
    long high = histogram.highestEquivalentValue((long) (mean + deviation));
    return (double) histogram.getCountBetweenValues(low, high) / histogram.getTotalCount();
  }
}
