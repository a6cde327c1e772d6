package dev.spikebench.results.report;

import dev.spikebench.results.model.SummaryKey;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// Numbers as the reports print them: `171ms`, `106.7MB`, `10,958 events/s`. Never in the system's
/// language. An MB is 1,048,576 bytes.
final class Figures {

  private static final double BYTES_PER_MB = 1024.0 * 1024.0;
  private static final double NANOSECONDS_PER_MICROSECOND = 1_000;

  private Figures() {}

  /// A figure of the summary with its unit.
  static String withUnit(SummaryKey key, double value) {
    return plain(key, value) + unit(key);
  }

  /// A figure of the summary without its unit.
  static String plain(SummaryKey key, double value) {
    double shown = value / perUnit(key);
    return switch (key) {
      case STARTUP_MS, LATENCY_P50_MS, LATENCY_P95_MS, LATENCY_P99_MS, CPU_NS_PER_EVENT ->
          significant(shown);
      case IDLE_RSS_BYTES, PEAK_RSS_BYTES -> grouped(shown, 1);
      case EVENTS_PER_SECOND -> grouped(shown, 0);
      case FAILED_REQUESTS, RUNTIME_SIZE_BYTES, INSTALLED_SIZE_BYTES -> trimmed(shown, 1);
    };
  }

  /// How much of the summary's unit makes one of the printed unit.
  static double perUnit(SummaryKey key) {
    return switch (key) {
      case IDLE_RSS_BYTES, PEAK_RSS_BYTES, RUNTIME_SIZE_BYTES, INSTALLED_SIZE_BYTES -> BYTES_PER_MB;
      case CPU_NS_PER_EVENT -> NANOSECONDS_PER_MICROSECOND;
      case STARTUP_MS,
          LATENCY_P50_MS,
          LATENCY_P95_MS,
          LATENCY_P99_MS,
          EVENTS_PER_SECOND,
          FAILED_REQUESTS ->
          1;
    };
  }

  /// The printed unit, with a space before it where it is a word.
  static String unit(SummaryKey key) {
    return switch (key) {
      case STARTUP_MS, LATENCY_P50_MS, LATENCY_P95_MS, LATENCY_P99_MS -> "ms";
      case IDLE_RSS_BYTES, PEAK_RSS_BYTES, RUNTIME_SIZE_BYTES, INSTALLED_SIZE_BYTES -> "MB";
      case EVENTS_PER_SECOND -> " events/s";
      case FAILED_REQUESTS -> "";
      case CPU_NS_PER_EVENT -> "µs";
    };
  }

  /// A difference in percent of the reference, with its sign: `+144%`, `-92%`, `0%`.
  static String delta(double reference, double value) {
    double percent = rounded((value - reference) / reference * 100, 0);
    return (percent > 0 ? "+" : "") + grouped(percent + 0.0, 0) + "%";
  }

  /// A share as whole percent, or `less than 1%`.
  static String percent(double share) {
    double percent = rounded(share * 100, 0);
    return percent < 1 ? "less than 1%" : grouped(percent, 0) + "%";
  }

  /// A confidence as it is named: `95%`.
  static String confidence(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }

  /// A whole number with separators: `20,000`.
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /// At least three significant digits, without zeros that say nothing: `5.17`, `12.5`, `1,801`.
  static String significant(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    if (exact.abs().compareTo(BigDecimal.valueOf(100)) >= 0) {
      return grouped(value, 0);
    }
    return exact
        .round(new MathContext(3, RoundingMode.HALF_UP))
        .stripTrailingZeros()
        .toPlainString();
  }

  /// At most `decimals` decimals, without zeros that say nothing.
  static String trimmed(double value, int decimals) {
    String text = grouped(value, decimals);
    return text.replaceFirst("\\.0+$", "");
  }

  private static String grouped(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", rounded(value, decimals));
  }

  private static double rounded(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).doubleValue();
  }
}
