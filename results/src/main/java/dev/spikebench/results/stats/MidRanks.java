package dev.spikebench.results.stats;

import java.util.Arrays;

/// Ranks of samples, doubled: equal samples share the mean of their ranks, which is a whole number
/// once doubled. Source: W. H. Kruskal, *Historical notes on the Wilcoxon unpaired two-sample
/// test*, Journal of the American Statistical Association 52 (1957), 356–360; E. L. Lehmann,
/// *Nonparametrics*, revised edition, Springer 2006, section 1.4.
public final class MidRanks {

  private final int[] doubled;
  private final double tieTerm;

  private MidRanks(int[] doubled, double tieTerm) {
    this.doubled = doubled;
    this.tieTerm = tieTerm;
  }

  /// The ranks of the samples, from 1 for the smallest.
  ///
  /// @param samples finite numbers; not changed
  public static MidRanks of(double[] samples) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    double tieTerm = 0;
    for (int first = 0; first < sorted.length; ) {
      int after = firstAfter(sorted, first);
      double tied = after - first;
      tieTerm += tied * tied * tied - tied;
      first = after;
    }
    int[] doubled = new int[samples.length];
    for (int index = 0; index < samples.length; index++) {
      int first = firstAt(sorted, samples[index]);
      doubled[index] = first + 1 + firstAfter(sorted, first);
    }
    return new MidRanks(doubled, tieTerm);
  }

  /// Twice the rank of each sample, in the order of the samples.
  public int[] doubled() {
    return doubled.clone();
  }

  /// Σ(t³ − t) over the groups of t equal samples: 0 where no two are equal.
  public double tieTerm() {
    return tieTerm;
  }

  private static int firstAt(double[] sorted, double value) {
    int index = Arrays.binarySearch(sorted, value);
    while (index > 0 && sorted[index - 1] == value) {
      index--;
    }
    return index;
  }

  private static int firstAfter(double[] sorted, int first) {
    int after = first + 1;
    while (after < sorted.length && sorted[after] == sorted[first]) {
      after++;
    }
    return after;
  }
}
