package dev.spikebench.cli.threshold;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a figure is counted in, and how its limit may be written.
public enum FigureUnit {
  /// Nanoseconds; a limit needs its unit, since guessing one has cost others whole nights.
  TIME("50ms"),
  /// A share of 1.
  SHARE("0.1%"),
  /// Something a second.
  RATE("10000"),
  /// Bytes; `MB` is 1024 x 1024, as in every report.
  BYTES("256MB"),
  /// A plain number.
  COUNT("0");

  private static final double BYTES_PER_MB = 1024.0 * 1024.0;

  private final String example;

  FigureUnit(String example) {
    this.example = example;
  }

  /// What a number with this suffix is multiplied by; null where the suffix says nothing here.
  @Nullable Double factor(String suffix) {
    return switch (this) {
      case TIME -> timeFactor(suffix);
      case SHARE -> suffix.equals("%") ? Double.valueOf(0.01) : plain(suffix);
      case RATE -> suffix.equals("/s") ? Double.valueOf(1) : plain(suffix);
      case BYTES -> sizeFactor(suffix);
      case COUNT -> plain(suffix);
    };
  }

  private static @Nullable Double timeFactor(String suffix) {
    return switch (suffix) {
      case "ns" -> 1.0;
      case "us", "µs" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      case "m" -> 60e9;
      default -> null;
    };
  }

  private static @Nullable Double sizeFactor(String suffix) {
    return switch (suffix) {
      case "B" -> 1.0;
      case "KB" -> 1024.0;
      case "MB" -> BYTES_PER_MB;
      case "GB" -> 1024 * BYTES_PER_MB;
      default -> null;
    };
  }

  private static @Nullable Double plain(String suffix) {
    return suffix.isEmpty() ? 1.0 : null;
  }

  /// The base unit, for a script.
  public String key() {
    return switch (this) {
      case TIME -> "ns";
      case SHARE -> "ratio";
      case RATE -> "1/s";
      case BYTES -> "bytes";
      case COUNT -> "count";
    };
  }

  /// A limit as it may be written.
  String example() {
    return example;
  }

  /// The value for people.
  String text(double value) {
    return switch (this) {
      case TIME -> trimmed(value / 1e6) + " ms";
      case SHARE -> trimmed(value * 100) + " %";
      case RATE -> trimmed(value) + "/s";
      case BYTES -> trimmed(value / BYTES_PER_MB) + " MB";
      case COUNT -> trimmed(value);
    };
  }

  /// Four significant digits are enough to see by how much a limit was missed.
  private static String trimmed(double value) {
    double magnitude = Math.abs(value);
    int digits = magnitude >= 1000 || magnitude == 0 ? 0 : magnitude >= 100 ? 1 : 3;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
