package dev.spikebench.results.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One figure of all backends over several results, evenly spaced in the order of time: a mark with
/// its interval for each, a line between those that may be compared. Each backend has a shape of
/// its own. The vertical axis begins at zero.
///
/// @param id distinguishes the chart on its page
/// @param title what it shows, with its unit
/// @param description the same in words, for those who cannot see it
/// @param width width of the drawing
/// @param height height of the drawing
/// @param left where the vertical axis lies
/// @param bottom where the horizontal axis lies
/// @param places marks of the horizontal axis
/// @param values marks of the vertical axis
/// @param breaks where two neighbours must not be compared
/// @param lines one a backend
public record HistoryChart(
    String id,
    String title,
    String description,
    int width,
    int height,
    int left,
    int bottom,
    List<Tick> places,
    List<Tick> values,
    List<String> breaks,
    List<Line> lines) {

  private static final int WIDTH = 720;
  private static final int LEFT = 72;
  private static final int RIGHT = 64;
  private static final int TOP = 16;
  private static final int BOTTOM = 220;
  private static final int BELOW = 40;
  private static final int LEGEND_HEIGHT = 20;
  private static final int MOST_LABELS = 7;

  /// A value with its interval.
  ///
  /// @param value the value
  /// @param low lower end of the interval; null without one
  /// @param high upper end of the interval; null without one
  public record Point(double value, @Nullable Double low, @Nullable Double high) {}

  /// A series to be drawn.
  ///
  /// @param label its name
  /// @param points one a place; null where there is none
  /// @param broken for each place whether its point must not be compared with the one before it
  public record Series(String label, List<@Nullable Point> points, List<Boolean> broken) {}

  /// A point as it is drawn.
  ///
  /// @param x where it lies
  /// @param y where it lies
  /// @param low lower end of its interval; empty without one
  /// @param high upper end of its interval; empty without one
  public record Mark(String x, String y, String low, String high) {}

  /// A series as it is drawn.
  ///
  /// @param label its name
  /// @param number its place, from 1, which decides shade, stroke and shape
  /// @param legendY where its name stands
  /// @param parts its unbroken parts, coordinates as SVG wants them
  /// @param marks its points
  public record Line(String label, int number, int legendY, List<String> parts, List<Mark> marks) {}

  /// Lays out the chart.
  ///
  /// @param places a label for each place, at least one
  /// @param broken for each place whether nothing there may be compared with the one before it
  public static HistoryChart of(
      String id,
      String title,
      String description,
      List<String> places,
      List<Boolean> broken,
      List<Series> series) {
    double greatest =
        series.stream()
            .flatMap(it -> it.points().stream())
            .filter(Objects::nonNull)
            .flatMap(it -> Stream.of(it.value(), Objects.requireNonNullElse(it.high(), 0.0)))
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(0);
    Axis vertical = new Axis(greatest, BOTTOM, TOP);
    List<Line> lines = new ArrayList<>();
    for (int index = 0; index < series.size(); index++) {
      lines.add(line(series.get(index), index + 1, vertical));
    }
    List<String> breaks = new ArrayList<>();
    for (int index = 1; index < places.size(); index++) {
      if (broken.get(index)) {
        breaks.add(Axis.coordinate((x(index, places.size()) + x(index - 1, places.size())) / 2));
      }
    }
    return new HistoryChart(
        id,
        title,
        description,
        WIDTH,
        BOTTOM + BELOW + series.size() * LEGEND_HEIGHT,
        LEFT,
        BOTTOM,
        ticks(places),
        vertical.ticks(),
        List.copyOf(breaks),
        List.copyOf(lines));
  }

  private static Line line(Series series, int number, Axis vertical) {
    List<String> parts = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int place = 0; place < series.points().size(); place++) {
      if (series.broken().get(place)) {
        end(part, parts);
      }
      Point point = series.points().get(place);
      if (point == null) {
        continue;
      }
      String x = Axis.coordinate(x(place, series.points().size()));
      String y = vertical.at(point.value());
      part.append(part.isEmpty() ? "" : " ").append(x).append(',').append(y);
      Double low = point.low();
      Double high = point.high();
      marks.add(
          new Mark(
              x, y, low == null ? "" : vertical.at(low), high == null ? "" : vertical.at(high)));
    }
    end(part, parts);
    int legendY = BOTTOM + BELOW + (number - 1) * LEGEND_HEIGHT + 6;
    return new Line(series.label(), number, legendY, List.copyOf(parts), List.copyOf(marks));
  }

  /// A part of one point alone is no line.
  private static void end(StringBuilder part, List<String> parts) {
    if (part.indexOf(" ") >= 0) {
      parts.add(part.toString());
    }
    part.setLength(0);
  }

  private static double x(int place, int places) {
    double from = LEFT + 16;
    return places == 1
        ? (from + WIDTH - RIGHT) / 2
        : from + (WIDTH - RIGHT - from) * place / (places - 1);
  }

  /// Labels that leave each other room; the newest always has one.
  private static List<Tick> ticks(List<String> places) {
    int step = Math.max(1, (int) Math.ceil((double) places.size() / MOST_LABELS));
    List<Tick> ticks = new ArrayList<>();
    for (int place = (places.size() - 1) % step; place < places.size(); place += step) {
      ticks.add(new Tick(Axis.coordinate(x(place, places.size())), places.get(place)));
    }
    return ticks;
  }
}
