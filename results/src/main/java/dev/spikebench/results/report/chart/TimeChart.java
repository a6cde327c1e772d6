package dev.spikebench.results.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Values over the time of a run or another amount that grows, with the times marked in which there
/// were none to be had. The vertical axis begins at zero; a line breaks where a value is missing.
///
/// @param id distinguishes the chart on its page
/// @param title what it shows, with its unit
/// @param description the same in words, for those who cannot see it
/// @param width width of the drawing
/// @param height height of the drawing
/// @param left where the vertical axis lies
/// @param bottom where the horizontal axis lies
/// @param times marks of the horizontal axis, in minutes or seconds
/// @param values marks of the vertical axis
/// @param bands marked times
/// @param lines one a series
public record TimeChart(
    String id,
    String title,
    String description,
    int width,
    int height,
    int left,
    int bottom,
    List<Tick> times,
    List<Tick> values,
    List<Band> bands,
    List<Line> lines) {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 260;
  private static final int LEFT = 64;
  private static final int RIGHT = 24;
  private static final int TOP = 16;
  private static final int BOTTOM = 210;
  private static final double LEAST_BAND = 2;
  private static final double SECONDS_PER_MINUTE = 60;
  private static final double SECONDS_FOR_MINUTES = 180;

  /// One point; a null breaks the line.
  ///
  /// @param seconds when
  /// @param value what
  public record Point(double seconds, @Nullable Double value) {}

  /// A series to be drawn.
  ///
  /// @param label its name
  /// @param points its points in the order of time
  public record Series(String label, List<Point> points) {}

  /// A marked time.
  ///
  /// @param fromSeconds its beginning
  /// @param toSeconds its end
  public record Mark(double fromSeconds, double toSeconds) {}

  /// A marked time as it is drawn.
  ///
  /// @param x its left end
  /// @param width its width
  public record Band(String x, String width) {}

  /// A series as it is drawn.
  ///
  /// @param label its name
  /// @param number its place, from 1, which decides shade and stroke
  /// @param parts its unbroken parts, coordinates as SVG wants them
  public record Line(String label, int number, List<String> parts) {}

  /// Lays out the chart.
  ///
  /// @param seconds length of the horizontal axis, above 0
  public static TimeChart of(
      String id,
      String title,
      String description,
      double seconds,
      List<Series> series,
      List<Mark> marks) {
    boolean minutes = seconds >= SECONDS_FOR_MINUTES;
    double unit = minutes ? SECONDS_PER_MINUTE : 1;
    return layOut(id, title, description, seconds, unit, minutes ? "min" : "s", series, marks);
  }

  /// Lays out a chart over something else than time; a point's `seconds` is then its amount.
  ///
  /// @param length length of the horizontal axis in the amount's unit, above 0
  /// @param unit the unit's name
  public static TimeChart over(
      String id,
      String title,
      String description,
      double length,
      String unit,
      List<Series> series) {
    return layOut(id, title, description, length, 1, unit, series, List.of());
  }

  private static TimeChart layOut(
      String id,
      String title,
      String description,
      double length,
      double unit,
      String unitName,
      List<Series> series,
      List<Mark> marks) {
    double greatest =
        series.stream()
            .flatMap(it -> it.points().stream())
            .map(Point::value)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(0);
    Axis vertical = new Axis(greatest, BOTTOM, TOP);
    Axis horizontal = new Axis(length / unit, LEFT, WIDTH - RIGHT);
    List<Line> lines = new ArrayList<>();
    for (int index = 0; index < series.size(); index++) {
      Series each = series.get(index);
      lines.add(
          new Line(each.label(), index + 1, parts(each.points(), unit, horizontal, vertical)));
    }
    return new TimeChart(
        id,
        title,
        description,
        WIDTH,
        HEIGHT,
        LEFT,
        BOTTOM,
        ticks(horizontal, unitName),
        vertical.ticks(),
        marks.stream().map(it -> band(it, horizontal, unit)).toList(),
        List.copyOf(lines));
  }

  private static List<Tick> ticks(Axis axis, String unit) {
    List<Tick> plain = axis.ticks();
    Tick last = plain.getLast();
    List<Tick> ticks = new ArrayList<>(plain.subList(0, plain.size() - 1));
    ticks.add(new Tick(last.at(), last.label() + " " + unit));
    return ticks;
  }

  private static Band band(Mark mark, Axis axis, double unit) {
    double from = Double.parseDouble(axis.at(mark.fromSeconds() / unit));
    double to = Double.parseDouble(axis.at(mark.toSeconds() / unit));
    return new Band(Axis.coordinate(from), Axis.coordinate(Math.max(LEAST_BAND, to - from)));
  }

  private static List<String> parts(
      List<Point> points, double unit, Axis horizontal, Axis vertical) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (Point point : points) {
      Double value = point.value();
      if (value == null) {
        end(part, parts);
        continue;
      }
      part.append(part.isEmpty() ? "" : " ")
          .append(horizontal.at(point.seconds() / unit))
          .append(',')
          .append(vertical.at(value));
    }
    end(part, parts);
    return parts;
  }

  private static void end(StringBuilder part, List<String> parts) {
    if (!part.isEmpty()) {
      parts.add(part.toString());
      part.setLength(0);
    }
  }
}
