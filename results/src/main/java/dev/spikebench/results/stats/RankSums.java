package dev.spikebench.results.stats;

/// The distribution of a sum of ranks over the whole numbers from 0, as chances from either side,
/// so that a small one keeps its digits.
public final class RankSums {

  private final double[] atMost;
  private final double[] atLeast;

  /// @param weights how likely each sum from 0 on is, relative to the others; not kept
  public RankSums(double[] weights) {
    atMost = weights.clone();
    atLeast = weights.clone();
    int last = weights.length - 1;
    for (int sum = 1; sum <= last; sum++) {
      atMost[sum] += atMost[sum - 1];
      atLeast[last - sum] += atLeast[last - sum + 1];
    }
    double total = atMost[last];
    for (int sum = 0; sum <= last; sum++) {
      atMost[sum] = Math.min(1, atMost[sum] / total);
      atLeast[sum] = Math.min(1, atLeast[sum] / total);
    }
  }

  /// Chance of a sum of at most this.
  public double atMost(int sum) {
    return sum < 0 ? 0 : atMost[Math.min(sum, atMost.length - 1)];
  }

  /// Chance of a sum of at least this.
  public double atLeast(int sum) {
    return sum >= atLeast.length ? 0 : atLeast[Math.max(sum, 0)];
  }

  /// The two-sided chance of a sum at least as far out: twice the smaller of the one-sided ones.
  public double twoSided(int sum) {
    return Math.min(1, 2 * Math.min(atMost(sum), atLeast(sum)));
  }

  /// The rank, from 1, of the order statistic at which an interval begins that leaves out at most
  /// the tail: the greatest number whose sums below have at most that chance. 0 where even the
  /// smallest sum is likelier.
  public int rankOfLowEnd(double tail) {
    // What a tail computed in doubles may be off by must not decide.
    double limit = tail * (1 + 1e-12);
    int rank = 0;
    while (rank < atMost.length && atMost[rank] <= limit) {
      rank++;
    }
    return rank;
  }
}
