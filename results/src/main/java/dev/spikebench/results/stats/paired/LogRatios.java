package dev.spikebench.results.stats.paired;

import dev.spikebench.results.model.Direction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Logarithms of ratios, all turned the same way: above 0 is worse.
public final class LogRatios {

  private LogRatios() {}

  /// The logarithm of how many times worse the candidate is than its reference; empty where there
  /// is no such ratio because a value is missing, not finite, zero or negative.
  ///
  /// @throws IllegalArgumentException when the metric is informational: it has no worse
  public static Optional<Double> worse(
      @Nullable Double candidate, @Nullable Double reference, Direction direction) {
    if (direction == Direction.INFORMATIONAL) {
      throw new IllegalArgumentException(
          "direction must tell better from worse, but is " + direction);
    }
    if (candidate == null || reference == null || !(candidate > 0) || !(reference > 0)) {
      return Optional.empty();
    }
    double logRatio = Math.log(candidate / reference);
    return Double.isFinite(logRatio)
        ? Optional.of(direction == Direction.LOWER_IS_BETTER ? logRatio : 0 - logRatio)
        : Optional.empty();
  }
}
