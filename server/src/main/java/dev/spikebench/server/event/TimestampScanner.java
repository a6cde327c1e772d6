package dev.spikebench.server.event;

import java.time.LocalDate;
import java.time.YearMonth;

/// Reads one timestamp text from left to right. One object a text; one thread.
final class TimestampScanner {
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int MAX_OFFSET_SECONDS = 18 * 3600;
  private static final int NANO_DIGITS = 9;
  private static final long FIRST_SECOND = LocalDate.of(1, 1, 1).toEpochDay() * SECONDS_PER_DAY;
  private static final long LAST_SECOND =
      LocalDate.of(10_000, 1, 1).toEpochDay() * SECONDS_PER_DAY - 1;

  private final String text;
  private int position;
  private long epochSecond;
  private int nanos;

  TimestampScanner(String text) {
    this.text = text;
  }

  /// Seconds since 1970 in UTC, after a scan that returned true.
  long epochSecond() {
    return epochSecond;
  }

  /// The fraction, cut to nanoseconds, though never cut to zero; after a scan that returned true.
  int nanos() {
    return nanos;
  }

  /// `YYYY-MM-DD`, or `YYYY-MM-DDTHH:MM[:SS[.digits]]` and nothing, `Z` or an offset.
  boolean scanClientForm() {
    position = 0;
    if (!scanDate()) {
      return false;
    }
    if (atEnd()) {
      return true;
    }
    return skipEither('T', 't') && scanTime(false) && scanZone() && atEnd() && inRange();
  }

  /// `YYYY-MM-DD HH:MM:SS`, as the server stores its own times.
  boolean scanStoredServerForm() {
    position = 0;
    return scanDate() && skip(' ') && scanTime(true) && atEnd();
  }

  private boolean scanDate() {
    int year = number(4);
    if (year < 1 || !skip('-')) {
      return false;
    }
    int month = number(2);
    if (month < 1 || month > 12 || !skip('-')) {
      return false;
    }
    int day = number(2);
    if (day < 1 || (day > 28 && day > YearMonth.of(year, month).lengthOfMonth())) {
      return false;
    }
    epochSecond = LocalDate.of(year, month, day).toEpochDay() * SECONDS_PER_DAY;
    nanos = 0;
    return true;
  }

  private boolean scanTime(boolean secondsAlone) {
    int hour = number(2);
    if (hour < 0 || hour > 23 || !skip(':')) {
      return false;
    }
    int minute = number(2);
    if (minute < 0 || minute > 59) {
      return false;
    }
    epochSecond += hour * 3600L + minute * 60L;
    if (!skip(':')) {
      return !secondsAlone;
    }
    int second = number(2);
    if (second < 0 || second > 59) {
      return false;
    }
    epochSecond += second;
    return secondsAlone || !skip('.') || scanFraction();
  }

  /// At least one digit, and any number of them.
  private boolean scanFraction() {
    int start = position;
    boolean lost = false;
    for (int digit = digit(); digit >= 0; digit = digit()) {
      if (position - start <= NANO_DIGITS) {
        nanos = nanos * 10 + digit;
      } else {
        lost |= digit > 0;
      }
    }
    int count = position - start;
    for (int i = count; i < NANO_DIGITS; i++) {
      nanos *= 10;
    }
    if (lost && nanos == 0) {
      nanos = 1;
    }
    return count > 0;
  }

  private boolean scanZone() {
    if (atEnd() || skipEither('Z', 'z')) {
      return true;
    }
    int sign = skip('+') ? 1 : skip('-') ? -1 : 0;
    int hours = sign == 0 ? -1 : number(2);
    int minutes = hours < 0 || !skip(':') ? -1 : number(2);
    int offsetSeconds = hours * 3600 + minutes * 60;
    if (minutes < 0 || minutes > 59 || offsetSeconds > MAX_OFFSET_SECONDS) {
      return false;
    }
    epochSecond -= (long) sign * offsetSeconds;
    return true;
  }

  private boolean inRange() {
    return epochSecond >= FIRST_SECOND && epochSecond <= LAST_SECOND;
  }

  private boolean atEnd() {
    return position == text.length();
  }

  private boolean skip(char expected) {
    if (position < text.length() && text.charAt(position) == expected) {
      position++;
      return true;
    }
    return false;
  }

  private boolean skipEither(char upper, char lower) {
    return skip(upper) || skip(lower);
  }

  /// A number of exactly so many ASCII digits, or -1.
  private int number(int digits) {
    int number = 0;
    for (int i = 0; i < digits; i++) {
      int digit = digit();
      if (digit < 0) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /// The next ASCII digit, or -1 and the position as it was.
  private int digit() {
    if (position < text.length()) {
      char c = text.charAt(position);
      if (c >= '0' && c <= '9') {
        position++;
        return c - '0';
      }
    }
    return -1;
  }
}
