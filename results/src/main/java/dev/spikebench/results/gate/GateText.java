package dev.spikebench.results.gate;

import dev.spikebench.results.model.Direction;
import dev.spikebench.results.model.GateMetric;
import dev.spikebench.results.stats.LogRatio;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/// Figures of a gate as its sentences and tables have them: always with a point, whatever the
/// system speaks. A change is the metric's own: fewer events a second are less, not more.
public final class GateText {
  private static final double NS_PER_MS = 1e6;
  private static final double NS_PER_US = 1e3;
  private static final double BYTES_PER_MB = 1024.0 * 1024.0;

  private GateText() {}

  /// The change that a ratio stands for, with its sign: `+9.6%`.
  ///
  /// @param worseRatio how many times worse
  public static String change(GateMetric metric, double worseRatio) {
    return signed(own(metric, worseRatio)) + "%";
  }

  /// A change with its interval: `+9.6% (+6.0 to +13.3)`.
  public static String change(GateMetric metric, LogRatio effect) {
    String estimate = change(metric, effect.ratio());
    if (effect.low().isEmpty() || effect.high().isEmpty()) {
      return estimate;
    }
    double one = own(metric, effect.low().getAsDouble());
    double other = own(metric, effect.high().getAsDouble());
    return "%s (%s to %s)"
        .formatted(estimate, signed(Math.min(one, other)), signed(Math.max(one, other)));
  }

  /// How much worse a ratio is, without a sign: `9.6%`.
  public static String worse(double worseRatio) {
    return decimals((worseRatio - 1) * 100, 1) + "%";
  }

  /// A share as percent without needless zeros: `5%`, `99.58%`.
  public static String percent(double share) {
    return BigDecimal.valueOf(share * 100)
            .setScale(2, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + "%";
  }

  /// A value of a metric with its unit: `47.8 µs`, `1.23 ms`, `155.2 MB`, `40,276 events/s`.
  public static String value(GateMetric metric, double value) {
    return switch (metric) {
      case CPU -> decimals(value / NS_PER_US, 1) + " µs";
      case P50, P99 -> decimals(value / NS_PER_MS, 2) + " ms";
      case STARTUP -> decimals(value / NS_PER_MS, 0) + " ms";
      case THROUGHPUT -> decimals(value, 0) + " events/s";
      case RSS -> decimals(value / BYTES_PER_MB, 1) + " MB";
    };
  }

  /// A span of time: `40 s`, `12 min`.
  public static String span(Duration time) {
    long seconds = Math.max(1, time.toSeconds());
    return seconds < 120 ? seconds + " s" : Math.ceilDiv(seconds, 60) + " min";
  }

  private static double own(GateMetric metric, double worseRatio) {
    boolean lower = metric.direction() == Direction.LOWER_IS_BETTER;
    return ((lower ? worseRatio : 1 / worseRatio) - 1) * 100;
  }

  private static String signed(double percent) {
    String text = decimals(percent, 1);
    return percent > 0 && !text.equals("0.0") ? "+" + text : text;
  }

  private static String decimals(double value, int decimals) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
  }
}
