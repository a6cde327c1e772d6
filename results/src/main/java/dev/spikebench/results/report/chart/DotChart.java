package dev.spikebench.results.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One figure of all backends: each iteration a dot, with the estimate and its interval above.
///
/// @param id distinguishes the chart on its page
/// @param title what it shows
/// @param description the same in words, for those who cannot see it
/// @param width width of the drawing
/// @param height height of the drawing
/// @param axisY where the axis lies
/// @param ticks marks of the axis
/// @param lanes one a backend
public record DotChart(
    String id,
    String title,
    String description,
    int width,
    int height,
    int axisY,
    List<Tick> ticks,
    List<Lane> lanes) {

  private static final int WIDTH = 720;
  private static final int LEFT = 16;
  private static final int RIGHT = 36;
  private static final int LANE_HEIGHT = 56;
  private static final int AXIS_HEIGHT = 34;
  private static final int LABEL_Y = 15;
  private static final int INTERVAL_Y = 27;
  private static final int DOTS_Y = 42;

  /// One backend.
  ///
  /// @param label its name with its figure
  /// @param number its place, from 1, which decides shade and shape
  /// @param labelY where the label stands
  /// @param intervalY where the interval lies
  /// @param dotsY where the iterations lie
  /// @param value coordinate of the estimate
  /// @param low coordinate of the interval's lower end; empty without interval
  /// @param high coordinate of its upper end; empty without interval
  /// @param dots coordinates of the iterations
  public record Lane(
      String label,
      int number,
      int labelY,
      int intervalY,
      int dotsY,
      String value,
      String low,
      String high,
      List<String> dots) {}

  /// The numbers of one backend.
  ///
  /// @param label its name with its figure
  /// @param value the estimate
  /// @param low lower end of its interval; null without one
  /// @param high upper end of its interval; null without one
  /// @param samples the iterations
  public record Series(
      String label,
      double value,
      @Nullable Double low,
      @Nullable Double high,
      List<Double> samples) {}

  /// Lays out the chart.
  public static DotChart of(String id, String title, String description, List<Series> series) {
    double greatest = series.stream().mapToDouble(DotChart::greatest).max().orElse(0);
    Axis axis = new Axis(greatest, LEFT, WIDTH - RIGHT);
    List<Lane> lanes = new ArrayList<>();
    for (int index = 0; index < series.size(); index++) {
      lanes.add(lane(series.get(index), index, axis));
    }
    int axisY = series.size() * LANE_HEIGHT + 4;
    return new DotChart(
        id,
        title,
        description,
        WIDTH,
        axisY + AXIS_HEIGHT,
        axisY,
        axis.ticks(),
        List.copyOf(lanes));
  }

  private static Lane lane(Series series, int index, Axis axis) {
    int top = index * LANE_HEIGHT;
    Double low = series.low();
    Double high = series.high();
    return new Lane(
        series.label(),
        index + 1,
        top + LABEL_Y,
        top + INTERVAL_Y,
        top + DOTS_Y,
        axis.at(series.value()),
        low == null ? "" : axis.at(low),
        high == null ? "" : axis.at(high),
        series.samples().stream().map(axis::at).toList());
  }

  private static double greatest(Series series) {
    Double high = series.high();
    double greatest = Math.max(series.value(), high == null ? 0 : high);
    return Math.max(greatest, series.samples().stream().mapToDouble(it -> it).max().orElse(0));
  }
}
