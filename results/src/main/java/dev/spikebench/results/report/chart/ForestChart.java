package dev.spikebench.results.report.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/// Changes with their intervals below one another, in percent for the worse, each with the mark of
/// its tolerance.
///
/// @param id distinguishes the chart on its page
/// @param title what it shows
/// @param description the same in words, for those who cannot see it
/// @param width width of the drawing
/// @param height height of the drawing
/// @param axisY where the axis lies
/// @param zero coordinate of no change
/// @param ticks marks of the axis
/// @param lanes one a change
public record ForestChart(
    String id,
    String title,
    String description,
    int width,
    int height,
    int axisY,
    String zero,
    List<Tick> ticks,
    List<Lane> lanes) {

  private static final int WIDTH = 720;
  private static final int LEFT = 24;
  private static final int RIGHT = 24;
  private static final int LANE_HEIGHT = 44;
  private static final int AXIS_HEIGHT = 34;
  private static final int LABEL_Y = 15;
  private static final int INTERVAL_Y = 29;
  private static final int MOST_TICKS = 9;

  /// One change.
  ///
  /// @param label its name with its figure
  /// @param number which of two kinds it is, 1 or 2, which decides shade and shape
  /// @param labelY where the label stands
  /// @param intervalY where the interval lies
  /// @param value coordinate of the estimate
  /// @param low coordinate of the interval's lower end; empty without interval
  /// @param high coordinate of its upper end; empty without interval
  /// @param tolerance coordinate of the tolerance; empty without one
  public record Lane(
      String label,
      int number,
      int labelY,
      int intervalY,
      String value,
      String low,
      String high,
      String tolerance) {}

  /// The numbers of one change.
  ///
  /// @param label its name with its figure
  /// @param number which of two kinds it is, 1 or 2
  /// @param value percent for the worse
  /// @param low lower end of its interval; null without one
  /// @param high upper end of its interval; null without one
  /// @param tolerance percent that are accepted; null without one
  public record Series(
      String label,
      int number,
      double value,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double tolerance) {

    private DoubleStream all() {
      return DoubleStream.of(
          value,
          low == null ? value : low,
          high == null ? value : high,
          tolerance == null ? 0 : tolerance);
    }
  }

  /// Lays out the chart.
  public static ForestChart of(String id, String title, String description, List<Series> series) {
    double least = Math.min(-1, series.stream().flatMapToDouble(Series::all).min().orElse(0));
    double most = Math.max(1, series.stream().flatMapToDouble(Series::all).max().orElse(0));
    double step = step(most - least);
    Scale scale = new Scale(Math.floor(least / step) * step, Math.ceil(most / step) * step);
    List<Lane> lanes = new ArrayList<>();
    for (int index = 0; index < series.size(); index++) {
      lanes.add(lane(series.get(index), index * LANE_HEIGHT, scale));
    }
    List<Tick> ticks = new ArrayList<>();
    long marks = Math.round((scale.most() - scale.least()) / step);
    for (long mark = 0; mark <= marks; mark++) {
      double percent = scale.least() + mark * step;
      ticks.add(new Tick(scale.at(percent), label(percent)));
    }
    int axisY = series.size() * LANE_HEIGHT + 4;
    return new ForestChart(
        id,
        title,
        description,
        WIDTH,
        axisY + AXIS_HEIGHT,
        axisY,
        scale.at(0),
        List.copyOf(ticks),
        List.copyOf(lanes));
  }

  private record Scale(double least, double most) {
    String at(double percent) {
      double place = LEFT + (percent - least) / (most - least) * (WIDTH - LEFT - RIGHT);
      return String.format(Locale.ROOT, "%.1f", place);
    }
  }

  /// A round distance between marks: 1, 2 or 5 times a power of ten.
  private static double step(double span) {
    double step = Math.pow(10, Math.floor(Math.log10(span / MOST_TICKS)));
    for (double factor : new double[] {1, 2, 5, 10}) {
      if (span / (step * factor) <= MOST_TICKS) {
        return step * factor;
      }
    }
    return step * 10;
  }

  private static Lane lane(Series series, int top, Scale scale) {
    Double low = series.low();
    Double high = series.high();
    Double tolerance = series.tolerance();
    return new Lane(
        series.label(),
        series.number(),
        top + LABEL_Y,
        top + INTERVAL_Y,
        scale.at(series.value()),
        low == null ? "" : scale.at(low),
        high == null ? "" : scale.at(high),
        tolerance == null ? "" : scale.at(tolerance));
  }

  private static String label(double percent) {
    BigDecimal text =
        BigDecimal.valueOf(percent).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
    return (text.signum() > 0 ? "+" : "") + text.toPlainString() + "%";
  }
}
