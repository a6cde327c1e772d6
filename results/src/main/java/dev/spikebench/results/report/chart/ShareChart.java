package dev.spikebench.results.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Shares of one whole as bars, each with its interval.
///
/// @param id distinguishes the chart on its page
/// @param title what it shows
/// @param description the same in words, for those who cannot see it
/// @param width width of the drawing
/// @param height height of the drawing
/// @param axisY where the axis lies
/// @param ticks marks of the axis, in percent
/// @param bars one a share
public record ShareChart(
    String id,
    String title,
    String description,
    int width,
    int height,
    int axisY,
    List<Tick> ticks,
    List<Bar> bars) {

  private static final int WIDTH = 720;
  private static final int LEFT = 16;
  private static final int RIGHT = 24;
  private static final int BAR_PITCH = 40;
  private static final int BAR_HEIGHT = 12;
  private static final int AXIS_HEIGHT = 34;
  private static final int LABEL_Y = 15;
  private static final int BAR_Y = 21;
  private static final double PERCENT = 100;

  /// One share.
  ///
  /// @param label its source with its figure
  /// @param labelY where the label stands
  /// @param barY upper edge of the bar
  /// @param barHeight height of the bar
  /// @param barX left edge of the bar
  /// @param barWidth length of the bar
  /// @param intervalY where the interval lies
  /// @param low coordinate of the interval's lower end; empty without interval
  /// @param high coordinate of its upper end; empty without interval
  public record Bar(
      String label,
      int labelY,
      int barY,
      int barHeight,
      int barX,
      String barWidth,
      int intervalY,
      String low,
      String high) {}

  /// The numbers of one share.
  ///
  /// @param label its source with its figure
  /// @param share from 0 to 1
  /// @param low lower end of its interval; null without one
  /// @param high upper end of its interval; null without one
  public record Series(String label, double share, @Nullable Double low, @Nullable Double high) {}

  /// Lays out the chart; the axis always shows the whole.
  public static ShareChart of(String id, String title, String description, List<Series> series) {
    Axis axis = new Axis(PERCENT, LEFT, WIDTH - RIGHT);
    List<Bar> bars = new ArrayList<>();
    for (int index = 0; index < series.size(); index++) {
      bars.add(bar(series.get(index), index * BAR_PITCH, axis));
    }
    int axisY = series.size() * BAR_PITCH + 4;
    return new ShareChart(
        id, title, description, WIDTH, axisY + AXIS_HEIGHT, axisY, axis.ticks(), List.copyOf(bars));
  }

  private static Bar bar(Series series, int top, Axis axis) {
    Double low = series.low();
    Double high = series.high();
    return new Bar(
        series.label(),
        top + LABEL_Y,
        top + BAR_Y,
        BAR_HEIGHT,
        LEFT,
        Axis.coordinate(series.share() * (WIDTH - RIGHT - LEFT)),
        top + BAR_Y + BAR_HEIGHT / 2,
        low == null ? "" : axis.at(low * PERCENT),
        high == null ? "" : axis.at(high * PERCENT));
  }
}
