package dev.spikebench.results.stats.unpaired;

import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.Interval;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.MidRanks;
import dev.spikebench.results.stats.Normal;
import dev.spikebench.results.stats.RankSums;
import dev.spikebench.results.stats.RankTest;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/// The shift between two independent groups, by rank sums: for results whose iterations are not
/// paired by round.
///
/// *Estimate*: the median of all differences between a sample of one group and one of the other.
/// *Interval*: those shifts that the Mann–Whitney test does not reject; its ends are such
/// differences. Sources: J. L. Hodges and E. L. Lehmann, *Estimates of location based on rank
/// tests*, Annals of Mathematical Statistics 34 (1963), 598–611; M. Hollander, D. A. Wolfe and E.
/// Chicken, *Nonparametric Statistical Methods*, 3rd edition, Wiley 2014, section 4.3 (L. E. Moses'
/// interval). The groups are taken to differ by a shift alone; with ties the interval, ends
/// included, covers at least as often as it claims.
///
/// *Test*: H. B. Mann and D. R. Whitney, Annals of Mathematical Statistics 18 (1947), 50–60; equal
/// samples share the mean of their ranks, and the chance is that of all choices of the first group
/// from these ranks (E. L. Lehmann, *Nonparametrics*, section 1.4).
///
/// Where the product of the sizes is at most [#EXACT_UP_TO] both are exact, counted sum by sum;
/// beyond, the normal approximation is used and the result says so. Drift of the machine between
/// the groups looks like a shift, which no interval can tell apart: pair the iterations wherever
/// possible.
public final class RankSum {

  /// Greatest product of the two sizes for which the exact distribution is used.
  public static final int EXACT_UP_TO = 10_000;

  /// Greatest product of the two sizes: the differences are all held in memory.
  public static final int MOST_DIFFERENCES = 12_500_000;

  private RankSum() {}

  /// Estimate, interval and test of how far the first group lies above the second.
  ///
  /// @param first logarithms of one group, finite, at least one; not changed
  /// @param second logarithms of the other group, finite, at least one; not changed
  /// @throws IllegalArgumentException when a group is empty, both are too big, or a number is not
  ///   finite
  public static LogRatio of(double[] first, double[] second, Confidence confidence) {
    requireSamples(first, second);
    double[] differences = differences(first, second);
    return new LogRatio(
        median(differences),
        interval(differences, first.length, second.length, confidence),
        test(first, second),
        first.length + second.length);
  }

  /// Smallest size of each of two equal groups with which the confidence can be reached at all: the
  /// exact two-sided chance is never below 2 in the number of choices of the first group.
  public static int minimumSamplesEach(Confidence confidence) {
    int size = 1;
    double choices = 2;
    while (2 / choices > confidence.alpha() * (1 + 1e-12)) {
      size++;
      choices *= 2 * (2.0 * size - 1) / size;
    }
    return size;
  }

  /// Mann and Whitney's two-sided test of the hypothesis that there is no shift.
  ///
  /// @param first finite numbers, at least one; not changed
  /// @param second finite numbers, at least one; not changed
  /// @throws IllegalArgumentException when a group is empty, both are too big, or a number is not
  ///   finite
  public static RankTest test(double[] first, double[] second) {
    requireSamples(first, second);
    MidRanks ranks =
        MidRanks.of(DoubleStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray());
    int[] doubled = ranks.doubled();
    long sum = Arrays.stream(doubled, 0, first.length).asLongStream().sum();
    // The smallest rank sum has all ranks from 1 on; above it, twice the sum is twice U.
    long twiceU = sum - (long) first.length * (first.length + 1);
    if (!exact(first.length, second.length)) {
      return normalTest(twiceU / 2.0, first.length, second.length, ranks.tieTerm());
    }
    // The smaller group has fewer choices to count; its U is what the other's leaves.
    int fewer = Math.min(first.length, second.length);
    long ofFewer = first.length == fewer ? twiceU : 2L * first.length * second.length - twiceU;
    RankSums sums = distribution(doubled, fewer, fewer * (fewer + 1));
    double pValue = sums.twoSided(Math.toIntExact(ofFewer));
    return new RankTest(twiceU / 2.0, pValue, RankTest.Method.EXACT);
  }

  private static RankTest normalTest(double u, double first, double second, double tieTerm) {
    double both = first + second;
    double variance = first * second / 12 * (both + 1 - tieTerm / (both * (both - 1)));
    double distance = Math.max(0, Math.abs(u - first * second / 2) - 0.5);
    double pValue = variance > 0 ? Normal.twoSided(distance / Math.sqrt(variance)) : 1;
    return new RankTest(u, pValue, RankTest.Method.NORMAL_APPROXIMATION);
  }

  private static Interval interval(
      double[] differences, int first, int second, Confidence confidence) {
    if (!exact(first, second)) {
      double product = (double) first * second;
      double deviation = Math.sqrt(product * (first + second + 1.0) / 12);
      double end = product / 2 + 0.5 - Normal.upperQuantile(confidence.tail()) * deviation;
      double coverage = 1 - confidence.alpha();
      return between(differences, (int) Math.floor(end), coverage, Interval.Method.RANK_SUM_NORMAL);
    }
    int fewer = Math.min(first, second);
    int[] untied = new int[first + second];
    Arrays.setAll(untied, index -> index + 1);
    RankSums sums = distribution(untied, fewer, fewer * (fewer + 1) / 2);
    int rank = sums.rankOfLowEnd(confidence.tail());
    double coverage = 1 - 2 * sums.atMost(rank - 1);
    return rank < 1
        ? new Interval.TooFewSamples(fewer, minimumSamplesEach(confidence))
        : between(differences, rank, coverage, Interval.Method.RANK_SUM_EXACT);
  }

  private static Interval between(
      double[] sorted, int rank, double coverage, Interval.Method method) {
    return new Interval.Bounded(sorted[rank - 1], sorted[sorted.length - rank], coverage, method);
  }

  /// How many choices of `size` ranks have which sum above the smallest: the counts grow rank by
  /// rank, with each rank left out or taken.
  private static RankSums distribution(int[] ranks, int size, int smallestSum) {
    int[] sorted = ranks.clone();
    Arrays.sort(sorted);
    int greatest = Arrays.stream(sorted, sorted.length - size, sorted.length).sum();
    double[][] choices = new double[size + 1][greatest + 1];
    choices[0][0] = 1;
    for (int index = 0; index < sorted.length; index++) {
      int rank = sorted[index];
      for (int taken = Math.min(index + 1, size); taken >= 1; taken--) {
        double[] with = choices[taken];
        double[] without = choices[taken - 1];
        for (int sum = greatest; sum >= rank; sum--) {
          with[sum] += without[sum - rank];
        }
      }
    }
    return new RankSums(Arrays.copyOfRange(choices[size], smallestSum, greatest + 1));
  }

  private static boolean exact(int first, int second) {
    return (long) first * second <= EXACT_UP_TO;
  }

  private static double[] differences(double[] first, double[] second) {
    double[] differences = new double[first.length * second.length];
    int next = 0;
    for (double one : first) {
      for (double other : second) {
        differences[next++] = one - other;
      }
    }
    Arrays.sort(differences);
    return differences;
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
  }

  private static void requireSamples(double[] first, double[] second) {
    if (first.length < 1 || second.length < 1) {
      throw new IllegalArgumentException(
          "each group must have a sample, but they have " + first.length + ", " + second.length);
    }
    if ((long) first.length * second.length > MOST_DIFFERENCES) {
      throw new IllegalArgumentException(
          "the groups may have at most "
              + MOST_DIFFERENCES
              + " differences, but their sizes are "
              + first.length
              + ", "
              + second.length);
    }
    if (!DoubleStream.concat(Arrays.stream(first), Arrays.stream(second))
        .allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("every sample must be finite");
    }
  }
}
