package dev.spikebench.results.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One text read from the machine (a CPU model, a kernel version), or the reason why it could not
/// be read. The counterpart of [Measurement] for what is not a number.
///
/// @param value the text, not blank; null where it could not be read
/// @param reason why there is no text; null where there is one
public record Fact(@Nullable String value, @Nullable String reason) {

  /// @throws IllegalArgumentException when both or none are given, or one is blank
  public Fact {
    Checks.optionalText("value", value);
    Checks.optionalText("reason", reason);
    if ((value == null) == (reason == null)) {
      throw new IllegalArgumentException(
          "exactly one of value and reason must be given, but value is %s and reason is %s"
              .formatted(value, reason));
    }
  }

  /// A text that was read.
  public static Fact of(String value) {
    return new Fact(value, null);
  }

  /// A text that could not be read, and why.
  public static Fact unavailable(String reason) {
    return new Fact(null, reason);
  }

  /// The text, or `fallback` where it could not be read.
  public String orElse(String fallback) {
    return Objects.requireNonNullElse(value, fallback);
  }
}
