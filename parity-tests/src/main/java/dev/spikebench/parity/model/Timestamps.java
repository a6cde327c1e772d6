package dev.spikebench.parity.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The contract's times (FIELD-13 to FIELD-21, LIST-08).
final class Timestamps {
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]{4})-([0-9]{2})-([0-9]{2})"
              + "(?:[Tt]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]+))?)?"
              + "([Zz]|[+-][0-9]{2}:[0-9]{2})?)?");
  private static final Pattern STORED_FORM =
      Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2}:[0-9]{2})");
  private static final DateTimeFormatter STORED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);

  private Timestamps() {}

  /// What is stored of a `client_timestamp`; empty where it is refused.
  static Optional<String> stored(String text) {
    return parse(text)
        .map(time -> STORED.format(time.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC)));
  }

  /// The time that a query means; nine digits of the fraction count.
  static Optional<Instant> ofQuery(String text) {
    Matcher stored = STORED_FORM.matcher(text);
    return parse(stored.matches() ? stored.group(1) + "T" + stored.group(2) : text);
  }

  private static Optional<Instant> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      LocalDate date = LocalDate.of(number(form, 1), number(form, 2), number(form, 3));
      LocalDateTime local =
          date.atTime(number(form, 4), number(form, 5), number(form, 6))
              .plusNanos(nanos(form.group(7)));
      LocalDateTime utc = local.minusMinutes(offsetMinutes(form.group(8)));
      boolean inRange = inRange(local) && inRange(utc);
      return inRange ? Optional.of(utc.toInstant(ZoneOffset.UTC)) : Optional.empty();
    } catch (DateTimeException impossible) {
      return Optional.empty();
    }
  }

  private static boolean inRange(LocalDateTime time) {
    return time.getYear() >= 1 && time.getYear() <= 9999;
  }

  private static int number(Matcher form, int group) {
    String digits = form.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static long nanos(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong((digits + "000000000").substring(0, 9));
  }

  private static int offsetMinutes(@Nullable String offset) {
    if (offset == null || offset.equalsIgnoreCase("z")) {
      return 0;
    }
    int hours = Integer.parseInt(offset.substring(1, 3));
    int minutes = Integer.parseInt(offset.substring(4, 6));
    int total = hours * 60 + minutes;
    if (minutes > 59 || total > 18 * 60) {
      throw new DateTimeException("no offset");
    }
    return offset.startsWith("-") ? -total : total;
  }
}
