package dev.spikebench.parity.naive;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads times by way of the library's strict ISO forms.
final class NaiveTimes {
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ssXXX")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter STORED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT);

  private final Set<Switch> on;

  NaiveTimes(Set<Switch> on) {
    this.on = on;
  }

  Optional<String> stored(String text) {
    boolean seconds = on.contains(Switch.MILLISECONDS_ARE_LEFT_OUT);
    return read(text).map((seconds ? SECONDS : STORED)::format);
  }

  Optional<OffsetDateTime> ofQuery(String text) {
    if (on.contains(Switch.QUERY_TIMES_NEED_A_ZONE) && !text.endsWith("Z")) {
      return Optional.empty();
    }
    return read(
        text.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d") ? text.replace(' ', 'T') : text);
  }

  private Optional<OffsetDateTime> read(String given) {
    String text = given;
    if (on.contains(Switch.A_SPACE_PASSES_FOR_T)) {
      text = text.replaceFirst("^([0-9-]{10}) (?=[0-9])", "$1T");
    }
    if (on.contains(Switch.HOUR_24_PASSES)) {
      text = text.replaceFirst("T24:00", "T00:00");
    }
    if (on.contains(Switch.SMALL_T_IS_REFUSED) && text.contains("t")) {
      return Optional.empty();
    }
    if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")
        && !on.contains(Switch.A_DATE_ALONE_IS_REFUSED)) {
      text += "T00:00";
    }
    String form =
        "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?"
            + "([Zz]|[+-][0-9]{2}:[0-9]{2})?";
    return text.matches(form) ? parsed(text) : Optional.empty();
  }

  private Optional<OffsetDateTime> parsed(String text) {
    String time = text.substring(0, 11).toUpperCase(Locale.ROOT) + text.substring(11);
    String offset =
        time.replaceFirst("^.{16}(:[0-9]{2}(\\.[0-9]+)?)?", "").toUpperCase(Locale.ROOT);
    String local = time.substring(0, time.length() - offset.length());
    String zone = on.contains(Switch.NO_OFFSET_IS_LOCAL_TIME) ? "+05:45" : "Z";
    String fraction = local.length() > 19 ? local.substring(20) : "0";
    String seconds = local.length() == 16 ? local + ":00" : local.substring(0, 19);
    String shown = offset.isEmpty() ? zone : offset.matches(".00:00") ? "Z" : offset;
    shown = on.contains(Switch.OFFSETS_ARE_IGNORED) ? "Z" : shown;
    try {
      long nanos = Long.parseLong((fraction + "000000000").substring(0, 9));
      OffsetDateTime at = OffsetDateTime.parse(seconds + shown, ISO).plusNanos(nanos);
      if (on.contains(Switch.FRACTIONS_OF_TIMES_ARE_ROUNDED)) {
        at = at.plusNanos(500_000);
      }
      OffsetDateTime utc = at.withOffsetSameInstant(ZoneOffset.UTC);
      boolean inRange = inRange(at.getYear()) && inRange(utc.getYear());
      int hours = Math.abs(at.getOffset().getTotalSeconds()) / 3600;
      if (hours > 14 && on.contains(Switch.OFFSETS_GO_UP_TO_14_HOURS)) {
        return Optional.empty();
      }
      return inRange ? Optional.of(utc) : Optional.empty();
    } catch (DateTimeException impossible) {
      return Optional.empty();
    }
  }

  private boolean inRange(int year) {
    int first = on.contains(Switch.YEARS_BEGIN_WITH_1970) ? 1970 : 1;
    return (year >= first && year <= 9999) || on.contains(Switch.ANY_YEAR_PASSES);
  }
}
