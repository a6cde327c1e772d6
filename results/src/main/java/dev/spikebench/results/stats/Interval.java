package dev.spikebench.results.stats;

/// An interval, or the statement that these samples cannot give one however they fall.
public sealed interface Interval {

  /// An interval with both ends.
  ///
  /// @param low lower end
  /// @param high upper end, not below `low`
  /// @param coverage share of such intervals that enclose the truth: exact for a continuous
  ///   distribution where the method is exact (and then at least what was asked for), else what was
  ///   asked for
  /// @param method how it was found
  record Bounded(double low, double high, double coverage, Method method) implements Interval {

    /// @throws IllegalArgumentException when an end is not finite or the ends are crossed
    public Bounded {
      if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
        throw new IllegalArgumentException(
            "low and high must be finite and in order, but are " + low + " and " + high);
      }
    }

    /// Whether the value lies inside, ends included.
    public boolean encloses(double value) {
      return low <= value && value <= high;
    }

    /// Half of the distance between the ends.
    public double halfWidth() {
      return (high - low) / 2;
    }
  }

  /// No interval: even the most extreme samples of this number could not reach the confidence.
  ///
  /// @param n number of samples
  /// @param needed smallest number with which the confidence can be reached
  record TooFewSamples(long n, long needed) implements Interval {}

  /// How an interval was found.
  enum Method {
    /// Inversion of the Wilcoxon signed-rank test with its exact distribution.
    SIGNED_RANK_EXACT("Hodges-Lehmann, Wilcoxon signed-rank, exact"),
    /// The same with the normal approximation of that distribution.
    SIGNED_RANK_NORMAL("Hodges-Lehmann, Wilcoxon signed-rank, normal approximation"),
    /// Inversion of the Mann–Whitney test with its exact distribution.
    RANK_SUM_EXACT("Hodges-Lehmann, Mann-Whitney, exact"),
    /// The same with the normal approximation of that distribution.
    RANK_SUM_NORMAL("Hodges-Lehmann, Mann-Whitney, normal approximation"),
    /// Student's interval around the estimate from the delete-one jackknife over rounds.
    JACKKNIFE_OVER_ROUNDS("jackknife over rounds");

    private final String text;

    Method(String text) {
      this.text = text;
    }

    /// The name used beside figures.
    public String text() {
      return text;
    }
  }
}
