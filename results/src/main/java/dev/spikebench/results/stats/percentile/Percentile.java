package dev.spikebench.results.stats.percentile;

import dev.spikebench.results.stats.Estimate;
import dev.spikebench.results.stats.OrderStatistics;
import org.HdrHistogram.Histogram;

/// A percentile of samples, or the statement that they are too few for it.
public sealed interface Percentile {

  /// A percentile that enough samples stand behind.
  ///
  /// @param quantile between 0 and 1
  /// @param estimate its value with the order-statistic interval
  record Known(double quantile, Estimate estimate) implements Percentile {}

  /// No percentile.
  ///
  /// @param quantile between 0 and 1
  /// @param n number of samples
  /// @param needed smallest number for this quantile
  record TooFewSamples(double quantile, long n, long needed) implements Percentile {}

  /// The percentile of a histogram's values under the rule of [MinimumSamples].
  ///
  /// @param histogram the values, may be empty; not changed
  /// @param quantile between 0 and 1
  /// @param confidence confidence of the interval, between 0.5 and 1
  /// @throws IllegalArgumentException when quantile or confidence are out of range
  static Percentile of(Histogram histogram, double quantile, double confidence) {
    long needed = MinimumSamples.of(quantile);
    long n = histogram.getTotalCount();
    return n < needed
        ? new TooFewSamples(quantile, n, needed)
        : new Known(quantile, OrderStatistics.quantile(histogram, quantile, confidence));
  }

  /// The percentile of samples under the rule of [MinimumSamples].
  ///
  /// @param samples finite numbers in any order, may be none; not changed
  /// @param quantile between 0 and 1
  /// @param confidence confidence of the interval, between 0.5 and 1
  /// @throws IllegalArgumentException when quantile or confidence are out of range
  static Percentile of(double[] samples, double quantile, double confidence) {
    long needed = MinimumSamples.of(quantile);
    return samples.length < needed
        ? new TooFewSamples(quantile, samples.length, needed)
        : new Known(quantile, OrderStatistics.quantile(samples, quantile, confidence));
  }
}
