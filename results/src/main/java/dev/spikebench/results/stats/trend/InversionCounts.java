package dev.spikebench.results.stats.trend;

/// The exact distribution of the number of inversions in a random permutation, and with it of
/// Kendall's *K* (concordant less discordant pairs) where there is no trend and no tie.
///
/// The share of permutations of n things with k inversions follows from that of n−1 things by
/// putting the last one into each of its n places: f(n, k) = Σ f(n−1, k−i) / n over i = 0 … n−1.
/// Source: D. E. Knuth, *The Art of Computer Programming*, volume 3, section 5.1.1.
final class InversionCounts {
  private final double[] cumulative;

  /// The distribution for n things; n² / 2 numbers are kept.
  InversionCounts(int n) {
    double[] shares = {1};
    for (int size = 2; size <= n; size++) {
      shares = next(shares, size);
    }
    cumulative = shares;
    for (int k = 1; k < cumulative.length; k++) {
      cumulative[k] += cumulative[k - 1];
    }
  }

  /// Probability of at most so many inversions; 0 below 0.
  double atMost(long inversions) {
    if (inversions < 0) {
      return 0;
    }
    return inversions >= cumulative.length ? 1 : Math.min(1, cumulative[(int) inversions]);
  }

  private static double[] next(double[] before, int size) {
    double[] after = new double[before.length + size - 1];
    double window = 0;
    for (int k = 0; k < after.length; k++) {
      window += k < before.length ? before[k] : 0;
      window -= k >= size ? before[k - size] : 0;
      after[k] = Math.max(0, window) / size;
    }
    return after;
  }
}
