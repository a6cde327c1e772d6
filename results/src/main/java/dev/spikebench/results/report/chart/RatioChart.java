package dev.spikebench.results.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Ratios with their intervals, one below the other, on a logarithmic axis around 1: left is
/// better, right is worse. The shaded band is a difference of up to 5 %. A filled mark is told
/// apart from 1, a hollow one is not.
///
/// @param id distinguishes the chart on its page
/// @param title what it shows
/// @param description the same in words, for those who cannot see it
/// @param width width of the drawing
/// @param height height of the drawing
/// @param axisY where the axis lies
/// @param number place of the backend, from 1, which decides its shade
/// @param one where 1 lies
/// @param bandX where the band begins
/// @param bandWidth its width
/// @param ticks marks of the axis
/// @param rows one a ratio
public record RatioChart(
    String id,
    String title,
    String description,
    int width,
    int height,
    int axisY,
    int number,
    String one,
    String bandX,
    String bandWidth,
    List<Tick> ticks,
    List<Row> rows) {

  private static final int WIDTH = 720;
  private static final int LEFT = 40;
  private static final int RIGHT = 40;
  private static final int ROW_HEIGHT = 40;
  private static final int LABEL_Y = 16;
  private static final int MARK_Y = 28;
  private static final int AXIS_HEIGHT = 40;
  private static final double BAND = 1.05;
  private static final double LEAST_EXTENT = 1.1;
  private static final double[] FACTORS = {1.1, 1.2, 1.5, 2, 3, 5, 10, 20, 50, 100, 1_000, 10_000};
  private static final double LEAST_GAP = 70;

  /// A ratio as it is drawn.
  ///
  /// @param label what it is of
  /// @param text the ratio in words
  /// @param labelY where both stand
  /// @param markY where the mark lies
  /// @param value coordinate of the estimate
  /// @param low coordinate of the interval's lower end; empty without interval
  /// @param high coordinate of its upper end; empty without interval
  /// @param apart whether the interval leaves out 1
  public record Row(
      String label,
      String text,
      int labelY,
      int markY,
      String value,
      String low,
      String high,
      boolean apart) {}

  /// A ratio to be drawn.
  ///
  /// @param label what it is of
  /// @param text the ratio in words
  /// @param worse how many times worse, above 0
  /// @param low lower end of its interval; null without one
  /// @param high upper end of its interval; null without one
  /// @param apart whether the interval leaves out 1
  public record Series(
      String label,
      String text,
      double worse,
      @Nullable Double low,
      @Nullable Double high,
      boolean apart) {}

  /// The axis: logarithms of ratios to coordinates.
  private record Scale(double from, double to) {

    double at(double ratio) {
      return LEFT + (Math.log(ratio) - from) / (to - from) * (WIDTH - RIGHT - LEFT);
    }

    String text(double ratio) {
      return Axis.coordinate(at(ratio));
    }
  }

  /// Lays out the chart; there must be a ratio.
  public static RatioChart of(
      String id, String title, String description, int number, List<Series> series) {
    double least = 1 / LEAST_EXTENT;
    double most = LEAST_EXTENT;
    for (Series each : series) {
      Double low = each.low();
      Double high = each.high();
      least = Math.min(least, low == null ? each.worse() : low);
      most = Math.max(most, high == null ? each.worse() : high);
    }
    Scale scale = new Scale(Math.log(least), Math.log(most));
    List<Row> rows = new ArrayList<>();
    for (int index = 0; index < series.size(); index++) {
      rows.add(row(series.get(index), index * ROW_HEIGHT, scale));
    }
    int axisY = series.size() * ROW_HEIGHT + 4;
    return new RatioChart(
        id,
        title,
        description,
        WIDTH,
        axisY + AXIS_HEIGHT,
        axisY,
        number,
        scale.text(1),
        scale.text(1 / BAND),
        Axis.coordinate(scale.at(BAND) - scale.at(1 / BAND)),
        tickMarks(scale),
        List.copyOf(rows));
  }

  private static Row row(Series series, int top, Scale scale) {
    Double low = series.low();
    Double high = series.high();
    return new Row(
        series.label(),
        series.text(),
        top + LABEL_Y,
        top + MARK_Y,
        scale.text(series.worse()),
        low == null ? "" : scale.text(low),
        high == null ? "" : scale.text(high),
        series.apart());
  }

  /// Round factors on both sides of 1 that leave each other room.
  private static List<Tick> tickMarks(Scale scale) {
    List<Tick> ticks = new ArrayList<>();
    double lastLeft = scale.at(1);
    double lastRight = scale.at(1);
    ticks.add(new Tick(scale.text(1), "same"));
    for (double factor : FACTORS) {
      double left = scale.at(1 / factor);
      if (left >= LEFT && lastLeft - left >= LEAST_GAP) {
        ticks.add(new Tick(Axis.coordinate(left), label(factor) + " better"));
        lastLeft = left;
      }
      double right = scale.at(factor);
      if (right <= WIDTH - RIGHT && right - lastRight >= LEAST_GAP) {
        ticks.add(new Tick(Axis.coordinate(right), label(factor) + " worse"));
        lastRight = right;
      }
    }
    return List.copyOf(ticks);
  }

  private static String label(double factor) {
    return "×"
        + (factor == Math.rint(factor)
            ? String.format(Locale.ROOT, "%,d", Math.round(factor))
            : String.format(Locale.ROOT, "%.1f", factor));
  }
}
