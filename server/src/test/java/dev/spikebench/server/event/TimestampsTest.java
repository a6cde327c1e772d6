package dev.spikebench.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  private static final DateTimeFormatter STORED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({
    "2026-02-03, 2026-02-03T00:00:00.000Z",
    "2026-02-03T04:05, 2026-02-03T04:05:00.000Z",
    "2026-02-03T04:05Z, 2026-02-03T04:05:00.000Z",
    "2026-02-03t04:05z, 2026-02-03T04:05:00.000Z",
    "2026-02-03T04:05:06, 2026-02-03T04:05:06.000Z",
    "2026-02-03T04:05:06Z, 2026-02-03T04:05:06.000Z",
    "2026-02-03T04:05:06.7, 2026-02-03T04:05:06.700Z",
    "2026-02-03T04:05:06.78Z, 2026-02-03T04:05:06.780Z",
    "2026-02-03T04:05:06.789Z, 2026-02-03T04:05:06.789Z",
    "2026-02-03t04:05:06.789z, 2026-02-03T04:05:06.789Z",
    "2026-02-03T04:05:06.7899999999999999999999Z, 2026-02-03T04:05:06.789Z",
    "2026-02-03T04:05:06.000000000000000000001Z, 2026-02-03T04:05:06.000Z",
    "2026-02-03T23:59:59.9999Z, 2026-02-03T23:59:59.999Z",
    "2026-02-03T04:05+00:00, 2026-02-03T04:05:00.000Z",
    "2026-02-03T04:05-00:00, 2026-02-03T04:05:00.000Z",
    "2026-02-03T04:05:06+01:30, 2026-02-03T02:35:06.000Z",
    "2026-02-03T04:05:06.5-01:30, 2026-02-03T05:35:06.500Z",
    "2026-02-03T00:00+18:00, 2026-02-02T06:00:00.000Z",
    "2026-02-03T00:00-18:00, 2026-02-03T18:00:00.000Z",
    "2026-02-03T00:00+17:59, 2026-02-02T06:01:00.000Z",
    "2024-02-29, 2024-02-29T00:00:00.000Z",
    "2000-02-29, 2000-02-29T00:00:00.000Z",
    "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z",
    "0001-01-01, 0001-01-01T00:00:00.000Z",
    "0001-01-01T00:00-18:00, 0001-01-01T18:00:00.000Z",
    "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z",
    "9999-12-31T23:59+00:01, 9999-12-31T23:58:00.000Z"
  })
  void isStoredInUtcWithMilliseconds(String text, String stored) {
    assertThat(Timestamps.toStoredClientTimestamp(text)).isEqualTo(stored);
    assertThat(Timestamps.parseQueryTimestamp(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "now",
        "2026",
        "2026-02",
        "2026-2-3",
        "26-02-03",
        "02026-02-03",
        "+2026-02-03",
        "-2026-02-03",
        "20260203",
        "2026/02/03",
        "2026-02-03T",
        "2026-02-03Z",
        "2026-02-03+01:00",
        "2026-02-03T04",
        "2026-02-03T04Z",
        "2026-02-03T4:05",
        "2026-02-03T0405",
        "2026-02-03T04:05:",
        "2026-02-03T04:05:6",
        "2026-02-03T04:05:06.",
        "2026-02-03T04:05:06.Z",
        "2026-02-03T04:05:06,7Z",
        "2026-02-03T04:05.5",
        "2026-02-03T04:05:06ZZ",
        "2026-02-03T04:05:06Z+01:00",
        "2026-02-03T04:05:06+1:00",
        "2026-02-03T04:05:06+0100",
        "2026-02-03T04:05:06+01",
        "2026-02-03T04:05:06+01:00:00",
        "2026-02-03T04:05:06+01:0",
        "2026-02-03T04:05:06 +01:00",
        "2026-02-03T04:05:06+18:01",
        "2026-02-03T04:05:06-18:01",
        "2026-02-03T04:05:06+19:00",
        "2026-02-03T04:05:06+01:60",
        "2026-02-03T04:05:06+-1:00",
        "2026-02-03T04:05:06−01:00",
        " 2026-02-03",
        "2026-02-03 ",
        "2026-02-03T04:05:06Z ",
        "2026-02-03T04:05:06Z\n",
        "2026-00-03",
        "2026-13-03",
        "2026-02-00",
        "2026-02-29",
        "2026-02-30",
        "2026-04-31",
        "1900-02-29",
        "2100-02-29",
        "2026-01-32",
        "2026-02-03T24:00",
        "2026-02-03T24:00:00Z",
        "2026-02-03T25:00",
        "2026-02-03T04:60",
        "2026-02-03T04:05:60",
        "2026-06-30T23:59:60Z",
        "0000-01-01",
        "0000-12-31T23:59-18:00",
        "0001-01-01T00:00+00:01",
        "9999-12-31T23:59-00:01",
        "9999-12-31T23:59:59.999-18:00",
        "10000-01-01",
        "2026-02-03T04:05:06[UTC]",
        "2026-02-03T04:05:06 UTC",
        "2026-W05-2",
        "2026-034",
        "２０２６-02-03",
        "2026-02-0٣",
        "2026-02-03\u0000",
        "1770091506",
        "2026-02-03T-4:05",
        "2026-02-03 04:05",
        "2026-02-03 04:05:06.7",
        "2026-02-03 04:05:06Z",
        "2026-02-03  04:05:06"
      })
  void everyOtherFormIsRefused(String text) {
    assertThat(Timestamps.toStoredClientTimestamp(text)).isNull();
    assertThat(Timestamps.parseQueryTimestamp(text)).isEmpty();
  }

  @Test
  void theServersOwnFormIsForQueriesAlone() {
    assertThat(Timestamps.toStoredClientTimestamp("2026-02-03 04:05:06")).isNull();
    assertThat(Timestamps.parseQueryTimestamp("2026-02-03 04:05:06"))
        .contains(Instant.parse("2026-02-03T04:05:06Z"));
    assertThat(Timestamps.parseQueryTimestamp("2026-02-29 04:05:06")).isEmpty();
    assertThat(Timestamps.parseQueryTimestamp("2026-02-03 24:00:00")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-03T04:05:06.5Z, 2026-02-03T04:05:06.5Z",
    "2026-02-03T04:05:06.123456789Z, 2026-02-03T04:05:06.123456789Z",
    "2026-02-03T04:05:06.1234567899Z, 2026-02-03T04:05:06.123456789Z",
    // Later than the whole second, however little.
    "2026-02-03T04:05:06.00000000000001Z, 2026-02-03T04:05:06.000000001Z",
    "2026-02-03T04:05:06.00000000000000Z, 2026-02-03T04:05:06Z",
    "2026-02-03T04:05:06+02:00, 2026-02-03T02:05:06Z",
    "2026-02-03, 2026-02-03T00:00:00Z"
  })
  void fractionsCountInQueries(String text, Instant instant) {
    assertThat(Timestamps.parseQueryTimestamp(text)).contains(instant);
  }

  @Test
  void noOffsetMeansUtcWhateverTheServersZone() {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      assertThat(Timestamps.toStoredClientTimestamp("2026-02-03T04:05"))
          .isEqualTo("2026-02-03T04:05:00.000Z");
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void everyDayOfTheCalendarIsOneAndNoOtherIs() {
    for (int year : new int[] {1, 4, 100, 400, 1600, 1900, 1969, 1970, 2000, 2023, 2024, 9999}) {
      for (int month = 0; month <= 13; month++) {
        for (int day = 0; day <= 32; day++) {
          String text = String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day);
          assertThat(Timestamps.toStoredClientTimestamp(text) != null)
              .as(text)
              .isEqualTo(isDate(year, month, day));
        }
      }
    }
  }

  /// The oracle is java.time, which reads every well-formed text of this form.
  @Test
  void agreesWithTheTimeLibrary() {
    Random random = new Random(20_260_104);
    for (int round = 0; round < 100_000; round++) {
      String text = randomTimestamp(random);
      OffsetDateTime time = OffsetDateTime.parse(text);
      int year = time.withOffsetSameInstant(ZoneOffset.UTC).getYear();
      String expected =
          year < 1 || year > 9999
              ? null
              : STORED.format(time.toInstant().truncatedTo(ChronoUnit.MILLIS));

      assertThat(Timestamps.toStoredClientTimestamp(text)).as(text).isEqualTo(expected);
      assertThat(Timestamps.parseQueryTimestamp(text).orElse(null))
          .as(text)
          .isEqualTo(expected == null ? null : time.toInstant());
    }
  }

  private static boolean isDate(int year, int month, int day) {
    try {
      return LocalDate.of(year, month, day) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static String randomTimestamp(Random random) {
    int year =
        switch (random.nextInt(4)) {
          case 0 -> 1;
          case 1 -> 9999;
          default -> random.nextInt(1, 10_000);
        };
    int month = random.nextInt(1, 13);
    // The first and the last days of a year often leave it with their offset.
    int day =
        random.nextBoolean()
            ? (month == 1 ? 1 : 28)
            : random.nextInt(1, LocalDate.of(year, month, 1).lengthOfMonth() + 1);
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%04d-%02d-%02dT%02d:%02d:%02d",
                year,
                month,
                day,
                random.nextInt(24),
                random.nextInt(60),
                random.nextInt(60)));
    int digits = random.nextInt(10);
    if (digits > 0) {
      text.append('.');
      for (int i = 0; i < digits; i++) {
        text.append((char) ('0' + random.nextInt(10)));
      }
    }
    return text.append(ZoneOffset.ofTotalSeconds(60 * random.nextInt(-1080, 1081))).toString();
  }
}
