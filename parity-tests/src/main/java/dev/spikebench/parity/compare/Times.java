package dev.spikebench.parity.compare;

import dev.spikebench.parity.observe.Trace;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/// Checks times for their form and for the window that they must lie in.
final class Times {
  /// For clocks that were set in between, and seconds that were cut.
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private Times() {}

  /// `time` where all is right, else what is wrong.
  static String storedAt(String text, Trace trace) {
    if (!text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")) {
      return "not YYYY-MM-DD HH:MM:SS: " + text;
    }
    try {
      Instant time = Instant.parse(text.replace(' ', 'T') + "Z");
      boolean within =
          !time.isBefore(trace.sent().minus(MARGIN))
              && !time.isAfter(trace.received().plus(MARGIN));
      return within ? "time" : "not the time of the request: " + text;
    } catch (DateTimeException impossible) {
      return "no time: " + text;
    }
  }

  static boolean isUtcInstant(String text) {
    try {
      return text.endsWith("Z") && Instant.parse(text).isAfter(Instant.EPOCH);
    } catch (DateTimeException otherForm) {
      return false;
    }
  }
}
