package dev.spikebench.jmh;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Checks what a benchmark computes before it is timed: a fast wrong answer measures nothing.
final class Answers {
  private Answers() {}

  /// @throws IllegalStateException where the answer is not the one expected
  static void requireEqual(String what, @Nullable Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw new IllegalStateException(
          "wrong answer: " + what + " is " + actual + ", not " + expected);
    }
  }
}
