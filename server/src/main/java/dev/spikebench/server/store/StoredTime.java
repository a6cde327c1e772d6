package dev.spikebench.server.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/// Server times as stored: UTC `YYYY-MM-DD HH:MM:SS`, which compare as text as they do in time.
final class StoredTime {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant BEYOND = Instant.parse("+10000-01-01T00:00:00Z");

  private StoredTime() {}

  /// The whole second that the moment falls into.
  static String floor(Instant moment) {
    if (!moment.isBefore(BEYOND)) {
      return "~"; // sorts after every stored time, as "+10000-…" would not
    }
    return moment.isBefore(FIRST) ? "" : FORMAT.format(moment);
  }

  /// The first whole second that is not before the moment.
  static String ceiling(Instant moment) {
    Instant second = moment.truncatedTo(ChronoUnit.SECONDS);
    return floor(second.equals(moment) ? moment : second.plusSeconds(1));
  }
}
