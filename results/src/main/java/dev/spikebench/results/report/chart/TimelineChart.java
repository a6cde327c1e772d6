package dev.spikebench.results.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A run as it went: every iteration in the order of time, at the height of its figure beside the
/// median of its backend, so that drift and stalls show whatever the backends' levels are. A strip
/// below shows how long runnable threads of the machine waited for a processor meanwhile.
///
/// @param id distinguishes the chart on its page
/// @param title what it shows
/// @param description the same in words, for those who cannot see it
/// @param width width of the drawing
/// @param height height of the drawing
/// @param left where the vertical axis lies
/// @param right where the horizontal axis ends
/// @param bottom where the horizontal axis lies
/// @param median where the backends' medians lie
/// @param stripTop upper end of the strip
/// @param stripBottom lower end of the strip
/// @param stripNote what stands in the strip where no pressure is known; empty where one is
/// @param levels marks of the vertical axis
/// @param times marks of the horizontal axis
/// @param marks one an iteration
/// @param bars pressure of the iterations of which it is known
/// @param legend one a backend
public record TimelineChart(
    String id,
    String title,
    String description,
    int width,
    int height,
    int left,
    int right,
    int bottom,
    String median,
    int stripTop,
    int stripBottom,
    String stripNote,
    List<Tick> levels,
    List<Tick> times,
    List<Mark> marks,
    List<Bar> bars,
    List<Legend> legend) {

  private static final int WIDTH = 720;
  private static final int LEFT = 72;
  private static final int RIGHT = 696;
  private static final int TOP = 16;
  private static final int BOTTOM = 196;
  private static final int STRIP_TOP = 236;
  private static final int STRIP_BOTTOM = 276;
  private static final int LEGEND_TOP = 300;
  private static final int LEGEND_HEIGHT = 20;
  private static final double LEAST_BAR = 1.5;
  private static final double MOST = 2;
  private static final double[] LEVELS = {0, 0.5, 1, 1.5, 2};

  /// An iteration to be drawn.
  ///
  /// @param number place of its backend, from 1
  /// @param fromSeconds when it began, from the start of the run
  /// @param seconds how long it lasted
  /// @param level its figure over the median of its backend; null where it does not count
  /// @param pressure share of the time in which some thread waited for a processor; null where that
  ///   is not known
  /// @param text what it is, in words
  public record Item(
      int number,
      double fromSeconds,
      double seconds,
      @Nullable Double level,
      @Nullable Double pressure,
      String text) {}

  /// An iteration as it is drawn.
  ///
  /// @param number place of its backend, which decides shade and shape; 0 where it does not count
  /// @param x where it lies
  /// @param y where it lies
  /// @param text what it is, in words
  public record Mark(int number, String x, String y, String text) {}

  /// The pressure of an iteration as it is drawn.
  public record Bar(String x, String y, String width, String height) {}

  /// A backend's name beside its shape.
  public record Legend(int number, int y, String label) {}

  /// Lays out the chart.
  ///
  /// @param backends names of the backends
  /// @param items at least one, in the order of time
  public static TimelineChart of(
      String id, String title, String description, List<String> backends, List<Item> items) {
    double end = items.stream().mapToDouble(it -> it.fromSeconds() + it.seconds()).max().orElse(1);
    boolean minutes = end >= 180;
    double unit = minutes ? 60 : 1;
    Axis horizontal = new Axis(Math.max(end, 1e-3) / unit, LEFT, RIGHT);
    List<Mark> marks = new ArrayList<>();
    List<Bar> bars = new ArrayList<>();
    for (Item item : items) {
      marks.add(mark(item, horizontal, unit));
      Double pressure = item.pressure();
      if (pressure != null) {
        bars.add(bar(item, pressure, horizontal, unit));
      }
    }
    List<Legend> legend = new ArrayList<>();
    for (int index = 0; index < backends.size(); index++) {
      legend.add(new Legend(index + 1, LEGEND_TOP + index * LEGEND_HEIGHT, backends.get(index)));
    }
    return new TimelineChart(
        id,
        title,
        description,
        WIDTH,
        LEGEND_TOP + backends.size() * LEGEND_HEIGHT,
        LEFT,
        RIGHT,
        BOTTOM,
        y(1),
        STRIP_TOP,
        STRIP_BOTTOM,
        bars.isEmpty() ? "not recorded in this result" : "",
        levelTicks(),
        timeTicks(horizontal, minutes),
        List.copyOf(marks),
        List.copyOf(bars),
        List.copyOf(legend));
  }

  private static Mark mark(Item item, Axis horizontal, double unit) {
    Double level = item.level();
    return new Mark(
        level == null ? 0 : item.number(),
        horizontal.at((item.fromSeconds() + item.seconds() / 2) / unit),
        y(level == null ? 0 : Math.min(MOST, level)),
        item.text());
  }

  private static Bar bar(Item item, double pressure, Axis horizontal, double unit) {
    double from = Double.parseDouble(horizontal.at(item.fromSeconds() / unit));
    double to = Double.parseDouble(horizontal.at((item.fromSeconds() + item.seconds()) / unit));
    double height = Math.clamp(pressure, 0, 1) * (STRIP_BOTTOM - STRIP_TOP);
    return new Bar(
        Axis.coordinate(from),
        Axis.coordinate(STRIP_BOTTOM - height),
        Axis.coordinate(Math.max(LEAST_BAR, to - from)),
        Axis.coordinate(height));
  }

  private static String y(double level) {
    return Axis.coordinate(BOTTOM - level / MOST * (BOTTOM - TOP));
  }

  private static List<Tick> levelTicks() {
    List<Tick> ticks = new ArrayList<>();
    for (double level : LEVELS) {
      ticks.add(new Tick(y(level), String.format(Locale.ROOT, "%.0f%%", level * 100)));
    }
    return List.copyOf(ticks);
  }

  private static List<Tick> timeTicks(Axis horizontal, boolean minutes) {
    List<Tick> plain = horizontal.ticks();
    List<Tick> ticks = new ArrayList<>(plain.subList(0, plain.size() - 1));
    Tick last = plain.getLast();
    ticks.add(new Tick(last.at(), last.label() + (minutes ? " min" : " s")));
    return List.copyOf(ticks);
  }
}
