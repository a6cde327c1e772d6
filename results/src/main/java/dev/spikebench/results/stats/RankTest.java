package dev.spikebench.results.stats;

/// The outcome of a two-sided rank test.
///
/// @param statistic what the test counts: for signed ranks the sum of the ranks of positive
///   differences, for two groups Mann and Whitney's U of the first
/// @param pValue chance of a statistic at least as far out where there is no difference; 1 where
///   the samples say nothing (all differences are zero)
/// @param method how the chance was found
public record RankTest(double statistic, double pValue, Method method) {

  /// @throws IllegalArgumentException when the p-value is not from 0 to 1
  public RankTest {
    if (!(pValue >= 0 && pValue <= 1)) {
      throw new IllegalArgumentException("pValue must be from 0 to 1, but is " + pValue);
    }
  }

  /// How the chance was found.
  public enum Method {
    /// From the exact distribution, given the ties.
    EXACT("exact"),
    /// From the normal distribution, corrected for ties and continuity.
    NORMAL_APPROXIMATION("normal approximation");

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
