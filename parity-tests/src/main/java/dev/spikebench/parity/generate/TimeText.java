package dev.spikebench.parity.generate;

import java.util.List;

/// Times as text, put together from parts that are right or nearly so.
final class TimeText {
  private static final List<String> DATES =
      List.of("2026-02-03", "2024-02-29", "0001-01-01", "9999-12-31", "1969-12-31", "2000-02-29");
  private static final List<String> NO_DATES =
      List.of(
          "2026-02-29",
          "2026-02-30",
          "1900-02-29",
          "2026-00-10",
          "2026-13-01",
          "2026-04-31",
          "0000-01-01",
          "10000-01-01",
          "2026-2-3",
          "20260203",
          "2026-01-00");
  private static final List<String> TIMES =
      List.of("", "T04:05:06", "T04:05", "T00:00", "T23:59:59", "t04:05:06");
  private static final List<String> NO_TIMES =
      List.of("T24:00:00", "T23:60", "T23:59:60", " 04:05:06", "T04", "T", "T040506", "T4:05");
  private static final List<String> FRACTIONS =
      List.of("", ".7", ".12", ".789", ".9999", ".0009", ".123456789", ".9999999999999999999999");
  private static final List<String> NO_FRACTIONS = List.of(".", ",5", ".5.5");
  private static final List<String> OFFSETS =
      List.of("", "Z", "z", "+01:00", "-05:45", "+18:00", "-18:00", "-00:00", "+00:01", "-00:01");
  private static final List<String> NO_OFFSETS =
      List.of("+18:01", "-18:01", "+19:00", "+01:60", "+0100", "+01", "ZZ", " Z", "Z ", "+1:00");

  private final ChoiceSource choices;

  TimeText(ChoiceSource choices) {
    this.choices = choices;
  }

  /// Mostly right; where it is not, one part alone is wrong.
  String any() {
    return choices.span(
        () -> {
          int wrong = choices.below(12);
          String date = choices.pick(wrong == 11 ? NO_DATES : DATES);
          String time = choices.pick(wrong == 10 ? NO_TIMES : TIMES);
          boolean seconds = time.length() == 9;
          String fraction =
              seconds || wrong == 9 ? choices.pick(wrong == 9 ? NO_FRACTIONS : FRACTIONS) : "";
          boolean offset = !time.isEmpty() || wrong == 8;
          return date
              + time
              + fraction
              + (offset ? choices.pick(wrong == 8 ? NO_OFFSETS : OFFSETS) : "");
        });
  }
}
