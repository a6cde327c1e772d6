package dev.spikebench.results.model;

import org.jspecify.annotations.Nullable;

/// One measured number in base units (ns, bytes, events/s), or the reason why there is none.
/// Exactly one of the two is present, so that nothing is ever silently absent.
///
/// @param value the number, finite; null where it could not be measured
/// @param reason why there is no number; null where there is one
public record Measurement(@Nullable Double value, @Nullable String reason) {

  /// @throws IllegalArgumentException when both or none are given, or the number is not finite
  public Measurement {
    Checks.finite("value", value);
    Checks.optionalText("reason", reason);
    if ((value == null) == (reason == null)) {
      throw new IllegalArgumentException(
          "exactly one of value and reason must be given, but value is %s and reason is %s"
              .formatted(value, reason));
    }
  }

  /// A number that was measured.
  public static Measurement of(double value) {
    return new Measurement(value, null);
  }

  /// A number that could not be measured, and why.
  public static Measurement unavailable(String reason) {
    return new Measurement(null, reason);
  }
}
