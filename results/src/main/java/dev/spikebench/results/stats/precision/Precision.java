package dev.spikebench.results.stats.precision;

import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.Normal;
import dev.spikebench.results.stats.paired.SignedRank;
import java.util.Arrays;
import java.util.Optional;

/// What paired logarithms of ratios could have shown, and how many would show more.
///
/// Both come from the normal theory of a mean of n differences: a change is seen with the wanted
/// power when it is (z₁₋ₐ/₂ + z_power) standard errors away. Source: W. G. Cochran and G. M. Cox,
/// *Experimental Designs*, 2nd edition, Wiley 1957, chapter 2. For signed ranks they are a close
/// guide, not a promise: their efficiency beside the mean is 3/π = 0.955 for normal noise and never
/// below 0.864 for symmetric noise of any shape (Hodges and Lehmann, Annals of Mathematical
/// Statistics 27 (1956), 324–335).
///
/// @param n number of differences
/// @param standardDeviation their standard deviation, on the logarithmic scale
/// @param confidence what the interval was computed with
/// @param power chance to see a change of the detectable size
public record Precision(int n, double standardDeviation, Confidence confidence, double power) {

  /// Power that the detectable ratio is given at unless another is asked for.
  public static final double USUAL_POWER = 0.8;

  /// @throws IllegalArgumentException when n is below 2 or the power not in 0.5 to 1
  public Precision {
    if (n < 2) {
      throw new IllegalArgumentException("n must be at least 2, but is " + n);
    }
    if (!(power >= 0.5 && power < 1)) {
      throw new IllegalArgumentException("power must be from 0.5 to below 1, but is " + power);
    }
    if (!(standardDeviation >= 0 && Double.isFinite(standardDeviation))) {
      throw new IllegalArgumentException(
          "standardDeviation must be a number from 0, but is " + standardDeviation);
    }
  }

  /// The precision of these differences with the usual power; empty where there are fewer than two:
  /// one difference says nothing of how much they vary.
  ///
  /// @param differences finite logarithms of ratios; not changed
  public static Optional<Precision> of(double[] differences, Confidence confidence) {
    if (differences.length < 2) {
      return Optional.empty();
    }
    return Optional.of(
        new Precision(differences.length, standardDeviation(differences), confidence, USUAL_POWER));
  }

  /// The smallest ratio above 1 that would have been seen with the power.
  public double detectableRatio() {
    return Math.exp(multiplier() * standardDeviation / Math.sqrt(n));
  }

  /// How many differences it takes to see a change of the tolerance with the power, and never fewer
  /// than the exact interval needs.
  ///
  /// @param tolerance share, above 0: 0.05 for 5 %
  /// @throws IllegalArgumentException when the tolerance is not above 0
  public long samplesNeeded(double tolerance) {
    if (!(tolerance > 0)) {
      throw new IllegalArgumentException("tolerance must be above 0, but is " + tolerance);
    }
    double wanted = multiplier() * standardDeviation / Math.log1p(tolerance);
    return Math.max(SignedRank.minimumSamples(confidence), (long) Math.ceil(wanted * wanted));
  }

  /// The standard deviation with n − 1 in the denominator.
  ///
  /// @param values at least two finite numbers
  static double standardDeviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(it -> (it - mean) * (it - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  private double multiplier() {
    return Normal.upperQuantile(confidence.tail()) + Normal.quantile(power);
  }
}
