package dev.spikebench.results.stats;

import java.math.BigDecimal;

/// How sure an interval or a family of intervals has to be.
///
/// With several comparisons the error is split evenly, so that the chance that any of the intervals
/// misses its truth is at most 1 − level, whatever the dependence between them. Source: O. J. Dunn,
/// *Multiple comparisons among means*, Journal of the American Statistical Association 56 (1961),
/// 52–64 (Bonferroni's inequality). The split happens inside the interval, so a verdict and the
/// interval printed beside it never disagree.
///
/// @param level confidence of the whole family, between 0.5 and 1
/// @param comparisons number of comparisons in the family, at least 1
public record Confidence(double level, int comparisons) {

  /// @throws IllegalArgumentException when the level or the number is out of range
  public Confidence {
    if (!(level > 0.5 && level < 1)) {
      throw new IllegalArgumentException("level must be between 0.5 and 1, but is " + level);
    }
    if (comparisons < 1) {
      throw new IllegalArgumentException("comparisons must be at least 1, but is " + comparisons);
    }
  }

  /// The confidence of a single comparison.
  public static Confidence of(double level) {
    return new Confidence(level, 1);
  }

  /// The same level for a whole family of comparisons.
  ///
  /// @param family number of comparisons in it
  public Confidence among(int family) {
    return new Confidence(level, family);
  }

  /// Greatest chance of an error that one comparison may have.
  public double alpha() {
    // In decimals, so that 0.9915 leaves 0.0085 and not a little less.
    return BigDecimal.ONE.subtract(BigDecimal.valueOf(level)).doubleValue() / comparisons;
  }

  /// Half of [#alpha()]: what one interval may leave out at either end.
  public double tail() {
    return alpha() / 2;
  }
}
