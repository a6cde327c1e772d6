package dev.spikebench.cli.text;

import java.time.Duration;
import java.util.Locale;

/// Figures as people read them on a terminal; always with a point, whatever the locale.
public final class Quantity {
  private static final double NS_PER_MS = 1e6;
  private static final double BYTES_PER_MB = 1024.0 * 1024.0;

  private Quantity() {}

  /// Nanoseconds as milliseconds with three significant digits or more: `0.41 ms`, `13.7 ms`.
  public static String milliseconds(double ns) {
    double ms = ns / NS_PER_MS;
    int digits = ms < 1 ? 3 : ms < 10 ? 2 : ms < 100 ? 1 : 0;
    return String.format(Locale.ROOT, "%,." + digits + "f ms", ms);
  }

  /// The same for whole nanoseconds.
  public static String milliseconds(long ns) {
    return milliseconds((double) ns);
  }

  /// A whole number with thousands set apart: `20,000`.
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /// A rate without fractions: `12,345`.
  public static String rate(double perSecond) {
    return String.format(Locale.ROOT, "%,.0f", perSecond);
  }

  /// Bytes as mebibytes: `61.3 MB`.
  public static String megabytes(double bytes) {
    return String.format(Locale.ROOT, "%,.1f MB", bytes / BYTES_PER_MB);
  }

  /// A span of time for a person who waits: `4 s`, `3 min 05 s`.
  public static String span(Duration time) {
    long seconds = Math.max(0, Math.ceilDiv(time.toMillis(), 1000));
    return seconds < 60
        ? seconds + " s"
        : String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
  }
}
