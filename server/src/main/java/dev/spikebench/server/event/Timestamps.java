package dev.spikebench.server.event;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The timestamp forms of the contract. Pure; any thread. Nothing here throws on bad text.
public final class Timestamps {
  private static final int STORED_LENGTH = "2026-01-31T23:59:59.999Z".length();

  private Timestamps() {}

  /// An event's `client_timestamp` as it is stored, UTC `YYYY-MM-DDTHH:MM:SS.mmmZ` with the
  /// fraction cut to milliseconds, or null where the text has no accepted form or names no time of
  /// the years 0001 to 9999, before or after conversion to UTC.
  public static @Nullable String toStoredClientTimestamp(String text) {
    TimestampScanner scanner = new TimestampScanner(text);
    if (!scanner.scanClientForm()) {
      return null;
    }
    return isStoredForm(text) ? text : stored(scanner.epochSecond(), scanner.nanos());
  }

  /// The time that a query's `since` or `until` means: the forms of `client_timestamp`, and
  /// `YYYY-MM-DD HH:MM:SS` in UTC. Digits beyond nanoseconds are cut, but a fraction above zero
  /// never becomes zero, so that a comparison with whole seconds stays exact. Empty where the text
  /// has none of these forms.
  public static Optional<Instant> parseQueryTimestamp(String text) {
    TimestampScanner scanner = new TimestampScanner(text);
    if (!scanner.scanClientForm() && !scanner.scanStoredServerForm()) {
      return Optional.empty();
    }
    return Optional.of(Instant.ofEpochSecond(scanner.epochSecond(), scanner.nanos()));
  }

  /// Whether an accepted text already is spelled as it would be stored.
  private static boolean isStoredForm(String text) {
    return text.length() == STORED_LENGTH
        && text.charAt(10) == 'T'
        && text.charAt(19) == '.'
        && text.charAt(STORED_LENGTH - 1) == 'Z';
  }

  private static String stored(long epochSecond, int nanos) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
    char[] text = new char[STORED_LENGTH];
    digits(text, 0, 4, time.getYear());
    text[4] = '-';
    digits(text, 5, 2, time.getMonthValue());
    text[7] = '-';
    digits(text, 8, 2, time.getDayOfMonth());
    text[10] = 'T';
    digits(text, 11, 2, time.getHour());
    text[13] = ':';
    digits(text, 14, 2, time.getMinute());
    text[16] = ':';
    digits(text, 17, 2, time.getSecond());
    text[19] = '.';
    digits(text, 20, 3, nanos / 1_000_000);
    text[23] = 'Z';
    return new String(text);
  }

  private static void digits(char[] text, int offset, int count, int number) {
    int rest = number;
    for (int i = offset + count - 1; i >= offset; i--) {
      text[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
