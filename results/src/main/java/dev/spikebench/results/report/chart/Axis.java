package dev.spikebench.results.report.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A linear axis from zero to a round number at or above the greatest value, so that lengths may be
/// compared by eye.
final class Axis {

  private static final int MOST_STEPS = 6;

  private final double step;
  private final int steps;
  private final double from;
  private final double to;

  /// @param greatest the greatest value to be shown, 0 or more
  /// @param from coordinate of zero
  /// @param to coordinate of the axis's end
  Axis(double greatest, double from, double to) {
    this.from = from;
    this.to = to;
    this.step = step(greatest);
    this.steps = Math.max(1, (int) Math.ceil(greatest / step - 1e-9));
  }

  /// Steps of 1, 2 or 5 times a power of ten.
  private static double step(double greatest) {
    if (greatest <= 0) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(greatest)) - 1);
    for (double factor : new double[] {1, 2, 5, 10, 20, 50}) {
      if (greatest / (factor * power) <= MOST_STEPS) {
        return factor * power;
      }
    }
    return 100 * power;
  }

  /// The coordinate of a value.
  String at(double value) {
    return coordinate(from + value / (step * steps) * (to - from));
  }

  /// The marks from zero to the end.
  List<Tick> ticks() {
    List<Tick> ticks = new ArrayList<>();
    for (int index = 0; index <= steps; index++) {
      ticks.add(new Tick(at(index * step), label(index)));
    }
    return ticks;
  }

  private String label(int index) {
    BigDecimal exact = BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(index));
    int decimals = Math.max(0, exact.stripTrailingZeros().scale());
    return String.format(Locale.ROOT, "%,." + Math.min(decimals, 3) + "f", exact);
  }

  /// A coordinate with one decimal.
  static String coordinate(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
