package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampIT {
  private static final BackendFixture BACKEND = BackendFixture.shared();

  @ParameterizedTest
  @CsvSource({
    "2026-02-03, 2026-02-03T00:00:00.000Z",
    "2026-02-03T04:05, 2026-02-03T04:05:00.000Z",
    "2026-02-03T04:05Z, 2026-02-03T04:05:00.000Z",
    "2026-02-03T04:05+01:00, 2026-02-03T03:05:00.000Z",
    "2026-02-03T04:05:06, 2026-02-03T04:05:06.000Z",
    "2026-02-03T04:05:06Z, 2026-02-03T04:05:06.000Z",
    "2026-02-03T04:05:06-05:45, 2026-02-03T09:50:06.000Z",
    "2026-02-03T04:05:06.7, 2026-02-03T04:05:06.700Z",
    "2026-02-03T04:05:06.789Z, 2026-02-03T04:05:06.789Z",
    "2024-02-29T23:59:59.999999999+00:00, 2024-02-29T23:59:59.999Z"
  })
  @Rule({"FIELD-13", "FIELD-18", "FIELD-20"})
  void everyFormIsStoredInUtcWithMilliseconds(String sent, String stored) {
    assertStored(sent, stored);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-03T00:00+18:00, 2026-02-02T06:00:00.000Z",
    "2026-02-03T00:00-18:00, 2026-02-03T18:00:00.000Z",
    "2026-02-03T00:00+17:59, 2026-02-02T06:01:00.000Z",
    "2026-02-03T00:00-00:00, 2026-02-03T00:00:00.000Z"
  })
  @Rule("FIELD-14")
  void anOffsetGoesUpToEighteenHours(String sent, String stored) {
    assertStored(sent, stored);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-03T00:00+18:01", "2026-02-03T00:00-18:01", "2026-02-03T00:00+19:00",
        "2026-02-03T00:00+01:60", "2026-02-03T00:00+0100", "2026-02-03T00:00+01",
        "2026-02-03T00:00+01:00:00", "2026-02-03T00:00+1:00"
      })
  @Rule({"FIELD-14", "FIELD-21", "FIELD-43"})
  void noFurtherOffsetIsRead(String sent) {
    assertRefused(sent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-03t04:05:06z", "2026-02-03T04:05:06z", "2026-02-03t04:05:06Z"})
  @Rule("FIELD-15")
  void theLettersMayBeSmall(String sent) {
    assertStored(sent, "2026-02-03T04:05:06.000Z");
  }

  @ParameterizedTest
  @CsvSource({
    "0001-01-01, 0001-01-01T00:00:00.000Z",
    "0001-01-01T00:00-00:01, 0001-01-01T00:01:00.000Z",
    "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z",
    "9999-12-31T23:59:59+18:00, 9999-12-31T05:59:59.000Z"
  })
  @Rule("FIELD-16")
  void yearsOneTo9999AreRead(String sent, String stored) {
    assertStored(sent, stored);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000-01-01",
        "0000-12-31T23:59-18:00",
        "0001-01-01T00:00+00:01",
        "9999-12-31T23:59:59.999-00:01",
        "10000-01-01",
        "+10000-01-01",
        "-0001-01-01"
      })
  @Rule({"FIELD-16", "FIELD-43"})
  void noOtherYearIsReadBeforeOrAfterConversion(String sent) {
    assertRefused(sent);
  }

  @Test
  @Rule("FIELD-17")
  void noOffsetMeansUtcWhateverTheServersZone() {
    Map<String, String> elsewhere = Map.of("TZ", "Asia/Kathmandu");
    try (BackendFixture backend = BackendFixture.start(elsewhere)) {
      for (String sent : new String[] {"2026-02-03T00:00:00", "2026-02-03", "2026-02-03T00:00"}) {
        assertThat(
                RawEvent.with("\"client_timestamp\":\"" + sent + "\"")
                    .stored(backend)
                    .path("client_timestamp")
                    .asText())
            .isEqualTo("2026-02-03T00:00:00.000Z");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-03T04:05:06.9999Z, 2026-02-03T04:05:06.999Z",
    "2026-12-31T23:59:59.9999999999999999999999, 2026-12-31T23:59:59.999Z",
    "1969-12-31T23:59:59.9999Z, 1969-12-31T23:59:59.999Z",
    "2026-02-03T04:05:06.0009Z, 2026-02-03T04:05:06.000Z",
    "2026-02-03T04:05:06.12Z, 2026-02-03T04:05:06.120Z"
  })
  @Rule("FIELD-19")
  void theFractionIsCutAndNotRounded(String sent, String stored) {
    assertStored(sent, stored);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "2026-02-03 ",
        " 2026-02-03",
        "2026-02-03T04:05:06Z ",
        "2026-02-03 04:05:06",
        "2026-02-03 04:05:06Z",
        "2026-02-29",
        "2026-02-30",
        "2026-04-31",
        "1900-02-29",
        "2026-00-10",
        "2026-13-10",
        "2026-01-00",
        "2026-01-32",
        "2026-02-03T24:00:00Z",
        "2026-02-03T24:00",
        "2026-02-03T23:60",
        "2026-06-30T23:59:60Z",
        "2026-02-03Z",
        "2026-02-03+01:00",
        "2026-02-03T",
        "2026-02-03T04",
        "2026-02-03T04:05:",
        "2026-2-3",
        "20260203",
        "2026-02-03T040506Z",
        "2026-02-03T04:05:06.Z",
        "2026-02-03T04:05:06,5Z",
        "2026-02-03T04:05.5Z",
        "2026-02-03T04:05:06 Z",
        "2026-02-03T04:05:06ZZ",
        "2026-W06-2",
        "2026-034",
        "2026",
        "2026-02",
        "1770091506",
        "now",
        "2026/02/03",
        "03.02.2026",
        "Tue, 03 Feb 2026 04:05:06 GMT",
        "２０２６-02-03"
      })
  @Rule({"FIELD-21", "FIELD-43"})
  void everyOtherFormIsRefused(String sent) {
    assertRefused(sent);
  }

  private static void assertStored(String sent, String stored) {
    assertThat(
            RawEvent.with("\"client_timestamp\":\"" + sent + "\"")
                .stored(BACKEND)
                .path("client_timestamp")
                .asText())
        .isEqualTo(stored);
  }

  private static void assertRefused(String sent) {
    assertThat(RawEvent.with("\"client_timestamp\":\"" + sent + "\"").errors(BACKEND))
        .containsExactly("client_timestamp: must be a valid timestamp");
  }
}
