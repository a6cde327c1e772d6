package dev.spikebench.loadgen.recording;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// How the rate of ended requests differed between the intervals of a run, in requests a second. Of
/// the same size at any length of run. One thread.
public final class RateSpread implements IntervalListener {
  /// A shorter piece at the end of a run would count a handful of requests as a rate.
  private static final long LEAST_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long MAX_RATE = 100_000_000L;
  private static final int SIGNIFICANT_DIGITS = 3;

  private final Histogram rates = new Histogram(MAX_RATE, SIGNIFICANT_DIGITS);

  @Override
  public void interval(Interval interval) {
    if (interval.durationNs() >= LEAST_NS) {
      rates.recordValue(Math.clamp(Math.round(interval.requestsPerSecond()), 0, MAX_RATE));
    }
  }

  /// Intervals counted; the figures below are 0 where this is.
  public long count() {
    return rates.getTotalCount();
  }

  /// Mean of the rates.
  public double mean() {
    return count() == 0 ? 0 : rates.getMean();
  }

  /// Standard deviation of the rates.
  public double standardDeviation() {
    return count() == 0 ? 0 : rates.getStdDeviation();
  }

  /// The highest rate.
  public double max() {
    return count() == 0 ? 0 : rates.getMaxValue();
  }

  /// Share of the intervals whose rate lies within one standard deviation of the mean, 0 … 1.
  public double shareWithinOneDeviation() {
    return Deviations.shareWithinOne(rates);
  }
}
