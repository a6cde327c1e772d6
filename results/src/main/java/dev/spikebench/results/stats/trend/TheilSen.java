package dev.spikebench.results.stats.trend;

import dev.spikebench.results.stats.Estimate;
import java.util.Arrays;

/// The slope of a series that a few wild points do not bend: the median of the slopes between all
/// pairs of points, with the distribution-free interval that belongs to it.
///
/// Of the N = n(n−1)/2 ordered slopes the c-th from either end enclose the true slope with
/// confidence 1 − 2·P(at most c−1 discordant pairs), where the number of discordant pairs has the
/// distribution of the inversions of a random permutation; the widest c is taken that keeps at
/// least the confidence asked for. The interval supposes that the points' deviations from the line
/// are independent; where neighbours deviate together it is too narrow. Source: P. K. Sen,
/// *Estimates of the regression coefficient based on Kendall's tau*, JASA 63 (1968); M. Hollander,
/// D. A. Wolfe and E. Chicken, *Nonparametric Statistical Methods*, 3rd edition, Wiley 2014,
/// sections 9.2 and 9.3.
public final class TheilSen {
  /// Slopes of all pairs are sorted in memory: two million for this many points.
  public static final int MOST_POINTS = 2_000;

  private TheilSen() {}

  /// The slope of y over x with its interval; without ends where the points are too few for one.
  ///
  /// @param x strictly ascending positions; not changed
  /// @param y finite values, as many; not changed
  /// @param confidence 0.5 … 1
  /// @throws IllegalArgumentException when there are fewer than 2 or more than [#MOST_POINTS]
  ///   points, the lengths differ, x does not ascend, or the confidence is out of range
  public static Estimate slope(double[] x, double[] y, double confidence) {
    check(x, y, confidence);
    double[] slopes = slopes(x, y);
    Arrays.sort(slopes);
    int half = slopes.length / 2;
    double median =
        slopes.length % 2 == 1
            ? slopes[half]
            : slopes[half - 1] + (slopes[half] - slopes[half - 1]) / 2;
    int rank = rank(x.length, confidence);
    return rank < 1
        ? new Estimate(median, null, null, x.length)
        : new Estimate(median, slopes[rank - 1], slopes[slopes.length - rank], x.length);
  }

  /// The largest c with P(at most c−1 inversions) ≤ (1−confidence)/2; 0 where there is none.
  private static int rank(int n, double confidence) {
    InversionCounts inversions = new InversionCounts(n);
    double tail = (1 - confidence) / 2;
    int rank = 0;
    while (inversions.atMost(rank) <= tail) {
      rank++;
    }
    return rank;
  }

  private static double[] slopes(double[] x, double[] y) {
    int n = x.length;
    double[] slopes = new double[n * (n - 1) / 2];
    int next = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        slopes[next++] = (y[j] - y[i]) / (x[j] - x[i]);
      }
    }
    return slopes;
  }

  private static void check(double[] x, double[] y, double confidence) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "x and y must have the same length, but have %d and %d".formatted(x.length, y.length));
    }
    if (x.length < 2 || x.length > MOST_POINTS) {
      throw new IllegalArgumentException(
          "there must be from 2 to %d points, but are %d".formatted(MOST_POINTS, x.length));
    }
    for (int i = 1; i < x.length; i++) {
      if (!(x[i] > x[i - 1])) {
        throw new IllegalArgumentException("x must ascend strictly, but does not at index " + i);
      }
    }
    if (!Arrays.stream(y).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("every y must be finite");
    }
    if (!(confidence > 0.5 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence must be between 0.5 and 1, but is " + confidence);
    }
  }
}
