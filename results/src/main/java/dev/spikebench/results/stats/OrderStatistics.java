package dev.spikebench.results.stats;

import java.util.Arrays;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/// Quantiles with distribution-free intervals from order statistics.
///
/// Of *n* independent samples the number that lie at or below the true quantile of order *p* is
/// binomial B(n, p). Hence the order statistics of ranks *r* and *s* enclose it with a probability
/// of at least P(r ≤ B ≤ s−1) = F(s−1) − F(r−1). The ranks taken leave at most (1−confidence)/2 on
/// either side, so the interval is exact in the sense that it never covers less than it claims,
/// whatever the distribution. Source: H. A. David and H. N. Nagaraja, *Order Statistics*, 3rd
/// edition, Wiley 2003, section 7.1; W. J. Conover, *Practical Nonparametric Statistics*, 3rd
/// edition, Wiley 1999, section 3.2.
///
/// No random numbers are used, so the same samples always give the same interval.
public final class OrderStatistics {

  private OrderStatistics() {}

  /// The median of the samples with its interval; without ends where they are too few (fewer than 6
  /// at 95 %). Of an even number the median is the mean of the two in the middle.
  ///
  /// @param samples at least one finite number, in any order; not changed
  /// @throws IllegalArgumentException when there is no sample, or the confidence is not in 0.5 to 1
  public static Estimate median(double[] samples, double confidence) {
    if (samples.length == 0) {
      throw new IllegalArgumentException("samples must not be empty");
    }
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double value = n % 2 == 1 ? sorted[n / 2] : mean(sorted[n / 2 - 1], sorted[n / 2]);
    return ranks(n, 0.5, confidence)
        .map(it -> new Estimate(value, sorted[index(it.low())], sorted[index(it.high())], n))
        .orElseGet(() -> new Estimate(value, null, null, n));
  }

  /// The quantile of the samples with its interval; without ends where they are too few. The
  /// estimate is the smallest sample at or below which lies a share of at least `quantile` (type 1
  /// of R. J. Hyndman and Y. Fan, *Sample quantiles in statistical packages*, The American
  /// Statistician 50 (1996), 361–365), as for a histogram.
  ///
  /// @param samples at least one finite number, in any order; not changed
  /// @throws IllegalArgumentException when there is none, or quantile or confidence are out of
  ///   range
  public static Estimate quantile(double[] samples, double quantile, double confidence) {
    if (samples.length == 0) {
      throw new IllegalArgumentException("samples must not be empty");
    }
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    Optional<Ranks> ranks = ranks(n, quantile, confidence);
    double value = sorted[index(rank(n, quantile))];
    return ranks
        .map(it -> new Estimate(value, sorted[index(it.low())], sorted[index(it.high())], n))
        .orElseGet(() -> new Estimate(value, null, null, n));
  }

  /// The quantile of a histogram's values with its interval; without ends where the values are too
  /// few. The estimate is the smallest recorded value at or below which lies a share of at least
  /// `quantile`; every value is the upper end of the histogram's bucket.
  ///
  /// @param histogram holds at least one value; not changed
  /// @throws IllegalArgumentException when it is empty, or quantile or confidence are out of range
  public static Estimate quantile(Histogram histogram, double quantile, double confidence) {
    long n = histogram.getTotalCount();
    if (n == 0) {
      throw new IllegalArgumentException("histogram must not be empty");
    }
    double value = quantile(histogram, quantile);
    return ranks(n, quantile, confidence)
        .map(
            it ->
                new Estimate(
                    value, valueAtRank(histogram, it.low()), valueAtRank(histogram, it.high()), n))
        .orElseGet(() -> new Estimate(value, null, null, n));
  }

  /// The quantile of a histogram's values without an interval: the smallest recorded value at or
  /// below which lies a share of at least `quantile`.
  ///
  /// @param histogram holds at least one value; not changed
  /// @throws IllegalArgumentException when it is empty
  public static double quantile(Histogram histogram, double quantile) {
    return valueAtRank(histogram, rank(histogram.getTotalCount(), quantile));
  }

  /// The ranks that enclose the quantile with at least the confidence; empty where `n` samples are
  /// too few for that.
  ///
  /// @throws IllegalArgumentException when n, quantile or confidence are out of range
  public static Optional<Ranks> ranks(long n, double quantile, double confidence) {
    if (n < 1 || n > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("n must be from 1 to 2147483647, but is " + n);
    }
    if (!(quantile > 0 && quantile < 1)) {
      throw new IllegalArgumentException("quantile must be between 0 and 1, but is " + quantile);
    }
    if (!(confidence > 0.5 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence must be between 0.5 and 1, but is " + confidence);
    }
    BinomialDistribution below = BinomialDistribution.of((int) n, quantile);
    double tail = (1 - confidence) / 2;
    // The largest r with F(r-1) <= tail, and the smallest s with P(B >= s) <= tail.
    int low = below.inverseCumulativeProbability(tail);
    int high = below.inverseSurvivalProbability(tail) + 1;
    return low < 1 || high > n ? Optional.empty() : Optional.of(new Ranks(low, high));
  }

  /// Distance from the smallest to the largest sample as a share of the median: how much repeated
  /// measurements of one thing differ. 0 where the median is 0.
  ///
  /// @param samples at least one finite number
  public static double relativeSpread(double[] samples) {
    double median = median(samples, 0.95).value();
    double least = Arrays.stream(samples).min().orElseThrow();
    double greatest = Arrays.stream(samples).max().orElseThrow();
    return median == 0 ? 0 : (greatest - least) / Math.abs(median);
  }

  private static long rank(long n, double quantile) {
    // Takes back what the product is off by: 0.07 * 100 gives 7.000000000000001, whose ceiling is
    // 8.
    return Math.clamp((long) Math.ceil(quantile * n - 1e-9 * n), 1, n);
  }

  private static double valueAtRank(Histogram histogram, long rank) {
    for (HistogramIterationValue step : histogram.recordedValues()) {
      if (step.getTotalCountToThisValue() >= rank) {
        return histogram.highestEquivalentValue(step.getValueIteratedTo());
      }
    }
    throw new IllegalArgumentException("rank " + rank + " lies beyond the histogram's values");
  }

  private static int index(long rank) {
    return Math.toIntExact(rank - 1);
  }

  private static double mean(double first, double second) {
    return first + (second - first) / 2;
  }
}
