package dev.spikebench.results.stats.paired;

import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.Interval;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.MidRanks;
import dev.spikebench.results.stats.Normal;
import dev.spikebench.results.stats.RankSums;
import dev.spikebench.results.stats.RankTest;
import java.util.Arrays;

/// The centre of paired differences, by signed ranks.
///
/// *Estimate*: the median of the means of all pairs of differences, each difference with itself
/// included (Walsh averages). Source: J. L. Hodges and E. L. Lehmann, *Estimates of location based
/// on rank tests*, Annals of Mathematical Statistics 34 (1963), 598–611.
///
/// *Interval*: those centres that Wilcoxon's signed-rank test does not reject; its ends are Walsh
/// averages. Source: M. Hollander, D. A. Wolfe and E. Chicken, *Nonparametric Statistical Methods*,
/// 3rd edition, Wiley 2014, section 3.3 (J. W. Tukey's interval). Differences are taken as
/// independent and symmetric about their centre. With ties and zeros the same order statistics,
/// ends included, cover at least as often as they claim: G. E. Noether, *Wilcoxon confidence
/// intervals for location parameters in the discrete case*, Journal of the American Statistical
/// Association 62 (1967), 184–188.
///
/// *Test*: zeros are left out, equal sizes share the mean of their ranks, and the chance is that of
/// all assignments of signs to these ranks. Sources: F. Wilcoxon, *Some rapid approximate
/// statistical procedures*, American Cyanamid 1949 (zeros); E. L. Lehmann, *Nonparametrics*,
/// revised edition, Springer 2006, chapter 3 (ties, exact given the ties).
///
/// Up to [#EXACT_UP_TO] differences both are exact, counted sum by sum; beyond, the normal
/// approximation is used and the result says so. No random numbers.
public final class SignedRank {

  /// Greatest number of differences for which the exact distribution is used.
  public static final int EXACT_UP_TO = 300;

  /// Greatest number of differences: the Walsh averages are all held in memory.
  public static final int MOST_SAMPLES = 5_000;

  private SignedRank() {}

  /// Estimate, interval and test of the centre of the differences.
  ///
  /// @param differences from 1 to [#MOST_SAMPLES] finite numbers, logarithms of ratios; not changed
  /// @throws IllegalArgumentException when there are none or too many, or one is not finite
  public static LogRatio of(double[] differences, Confidence confidence) {
    requireSamples(differences);
    double[] averages = walshAverages(differences);
    return new LogRatio(
        median(averages),
        interval(averages, differences.length, confidence),
        test(differences),
        differences.length);
  }

  /// Smallest number of differences with which the confidence can be reached at all: the exact
  /// two-sided chance is never below 2/2ⁿ.
  public static int minimumSamples(Confidence confidence) {
    int n = 1;
    while (smallestPValue(n) > confidence.alpha() * (1 + 1e-12)) {
      n++;
    }
    return n;
  }

  /// The smallest two-sided chance that `n` differences can have: 2/2ⁿ.
  public static double smallestPValue(int n) {
    return Math.scalb(2.0, -n);
  }

  /// Wilcoxon's two-sided test of the hypothesis that the centre is 0.
  ///
  /// @param differences finite numbers; not changed
  /// @throws IllegalArgumentException when there are none or too many, or one is not finite
  public static RankTest test(double[] differences) {
    requireSamples(differences);
    double[] nonZero = Arrays.stream(differences).filter(it -> it != 0).toArray();
    MidRanks ranks = MidRanks.of(Arrays.stream(nonZero).map(Math::abs).toArray());
    int[] doubled = ranks.doubled();
    int positive = 0;
    for (int index = 0; index < nonZero.length; index++) {
      positive += nonZero[index] > 0 ? doubled[index] : 0;
    }
    int n = nonZero.length;
    if (n > EXACT_UP_TO) {
      return normalTest(positive / 2.0, n, ranks.tieTerm());
    }
    double pValue = distribution(doubled).twoSided(positive);
    return new RankTest(positive / 2.0, pValue, RankTest.Method.EXACT);
  }

  private static RankTest normalTest(double positive, int n, double tieTerm) {
    double mean = n * (n + 1.0) / 4;
    double deviation = Math.sqrt(n * (n + 1.0) * (2.0 * n + 1) / 24 - tieTerm / 48);
    double distance = Math.abs(positive - mean) - 0.5;
    double pValue = Normal.twoSided(Math.max(0, distance) / deviation);
    return new RankTest(positive, pValue, RankTest.Method.NORMAL_APPROXIMATION);
  }

  private static Interval interval(double[] averages, int n, Confidence confidence) {
    boolean exact = n <= EXACT_UP_TO;
    int rank;
    double coverage;
    if (exact) {
      RankSums sums = distribution(firstRanks(n));
      rank = sums.rankOfLowEnd(confidence.tail());
      coverage = 1 - 2 * sums.atMost(rank - 1);
    } else {
      double deviation = Math.sqrt(n * (n + 1.0) * (2.0 * n + 1) / 24);
      double end = n * (n + 1.0) / 4 + 0.5 - Normal.upperQuantile(confidence.tail()) * deviation;
      rank = (int) Math.floor(end);
      coverage = 1 - confidence.alpha();
    }
    if (rank < 1) {
      return new Interval.TooFewSamples(n, minimumSamples(confidence));
    }
    return new Interval.Bounded(
        averages[rank - 1],
        averages[averages.length - rank],
        coverage,
        exact ? Interval.Method.SIGNED_RANK_EXACT : Interval.Method.SIGNED_RANK_NORMAL);
  }

  /// Each rank counts with the chance of one half: the distribution grows rank by rank.
  private static RankSums distribution(int[] ranks) {
    double[] chances = new double[Arrays.stream(ranks).sum() + 1];
    chances[0] = 1;
    int reached = 0;
    for (int rank : ranks) {
      reached += rank;
      for (int sum = reached; sum >= 0; sum--) {
        chances[sum] = (chances[sum] + (sum >= rank ? chances[sum - rank] : 0)) / 2;
      }
    }
    return new RankSums(chances);
  }

  private static int[] firstRanks(int n) {
    int[] ranks = new int[n];
    Arrays.setAll(ranks, index -> index + 1);
    return ranks;
  }

  private static double[] walshAverages(double[] differences) {
    int n = differences.length;
    double[] averages = new double[n * (n + 1) / 2];
    int next = 0;
    for (int first = 0; first < n; first++) {
      for (int second = first; second < n; second++) {
        averages[next++] = differences[first] / 2 + differences[second] / 2;
      }
    }
    Arrays.sort(averages);
    return averages;
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
  }

  private static void requireSamples(double[] differences) {
    if (differences.length < 1 || differences.length > MOST_SAMPLES) {
      throw new IllegalArgumentException(
          "differences must be from 1 to " + MOST_SAMPLES + ", but are " + differences.length);
    }
    for (int index = 0; index < differences.length; index++) {
      if (!Double.isFinite(differences[index])) {
        throw new IllegalArgumentException(
            "differences[" + index + "] must be finite, but is " + differences[index]);
      }
    }
  }
}
