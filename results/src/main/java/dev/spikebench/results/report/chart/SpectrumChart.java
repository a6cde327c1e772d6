package dev.spikebench.results.report.chart;

import dev.spikebench.results.stats.OrderStatistics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/// Latency by percentile. The percentiles are spread by the number of their nines, so that the slow
/// end, which matters, is as wide as the rest; a line ends where fewer than ten requests are
/// slower. A band behind a line holds the iterations one by one.
///
/// @param id distinguishes the chart on its page
/// @param title what it shows
/// @param description the same in words, for those who cannot see it
/// @param width width of the drawing
/// @param height height of the drawing
/// @param left where the vertical axis lies
/// @param bottom where the horizontal axis lies
/// @param percentiles marks of the horizontal axis
/// @param latencies marks of the vertical axis, in ms
/// @param lines one a backend
public record SpectrumChart(
    String id,
    String title,
    String description,
    int width,
    int height,
    int left,
    int bottom,
    List<Tick> percentiles,
    List<Tick> latencies,
    List<Line> lines) {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 380;
  private static final int LEFT = 64;
  private static final int RIGHT = 36;
  private static final int TOP = 16;
  private static final int BOTTOM = 320;
  private static final double NANOSECONDS_PER_MS = 1e6;
  private static final double STEP = 0.05;
  private static final int FEWEST_SLOWER = 10;

  /// One backend.
  ///
  /// @param label its name
  /// @param number its place, from 1, which decides shade and stroke
  /// @param points coordinates as SVG wants them
  /// @param endX where the line ends
  /// @param endY where the line ends
  /// @param band outline of what its single iterations lie in; empty where there are not two
  public record Line(
      String label, int number, String points, String endX, String endY, String band) {}

  /// The latencies of one backend.
  ///
  /// @param label its name
  /// @param histogram latencies in ns
  /// @param parts the same iteration by iteration; may be empty
  public record Series(String label, Histogram histogram, List<Histogram> parts) {}

  /// Lays out the chart; at least one histogram must hold a value.
  public static SpectrumChart of(String id, String title, String description, List<Series> series) {
    double nines = series.stream().mapToDouble(it -> nines(it.histogram())).max().orElse(1);
    double slowest =
        series.stream()
            .flatMap(it -> Stream.concat(Stream.of(it.histogram()), it.parts().stream()))
            .mapToDouble(it -> latencyMs(it, nines(it)))
            .max()
            .orElse(0);
    Axis vertical = new Axis(slowest, BOTTOM, TOP);
    List<Line> lines = new ArrayList<>();
    for (int index = 0; index < series.size(); index++) {
      lines.add(line(series.get(index), index + 1, nines, vertical));
    }
    return new SpectrumChart(
        id,
        title,
        description,
        WIDTH,
        HEIGHT,
        LEFT,
        BOTTOM,
        percentiles(nines),
        vertical.ticks(),
        List.copyOf(lines));
  }

  private static Line line(Series series, int number, double allNines, Axis vertical) {
    double end = nines(series.histogram());
    StringBuilder points = new StringBuilder();
    String x = "";
    String y = "";
    for (int step = 0; step <= Math.round(end / STEP); step++) {
      double nines = Math.min(end, step * STEP);
      x = horizontal(nines, allNines);
      y = vertical.at(latencyMs(series.histogram(), nines));
      points.append(points.isEmpty() ? "" : " ").append(x).append(',').append(y);
    }
    String band = band(series.parts(), end, allNines, vertical);
    return new Line(series.label(), number, points.toString(), x, y, band);
  }

  /// The slowest iteration at each percentile from left to right, then the fastest back again. It
  /// ends where the first iteration has too few requests.
  private static String band(List<Histogram> parts, double end, double allNines, Axis vertical) {
    if (parts.size() < 2) {
      return "";
    }
    double least = parts.stream().mapToDouble(SpectrumChart::nines).min().orElse(0);
    double last = Math.min(end, least);
    Deque<String> points = new ArrayDeque<>();
    StringBuilder outline = new StringBuilder();
    for (int step = 0; step <= Math.round(last / STEP); step++) {
      double nines = Math.min(last, step * STEP);
      String x = horizontal(nines, allNines);
      double[] latencies =
          parts.stream().mapToDouble(it -> latencyMs(it, nines)).sorted().toArray();
      outline
          .append(outline.isEmpty() ? "" : " ")
          .append(x)
          .append(',')
          .append(vertical.at(latencies[latencies.length - 1]));
      points.push(x + "," + vertical.at(latencies[0]));
    }
    points.forEach(it -> outline.append(' ').append(it));
    return outline.toString();
  }

  /// How many nines the percentile has beyond which ten requests lie: 2 for the 99th.
  private static double nines(Histogram histogram) {
    double share = (double) FEWEST_SLOWER / histogram.getTotalCount();
    return Math.max(0.3, -Math.log10(Math.min(1, share)));
  }

  private static double latencyMs(Histogram histogram, double nines) {
    double quantile = 1 - Math.pow(10, -nines);
    return OrderStatistics.quantile(histogram, quantile) / NANOSECONDS_PER_MS;
  }

  private static String horizontal(double nines, double allNines) {
    return Axis.coordinate(LEFT + nines / allNines * (WIDTH - RIGHT - LEFT));
  }

  private static List<Tick> percentiles(double allNines) {
    List<Tick> ticks = new ArrayList<>();
    for (double percentile : new double[] {0, 50, 75, 90, 95, 99, 99.5, 99.9, 99.99, 99.999}) {
      double nines = -Math.log10(1 - percentile / 100);
      if (nines <= allNines + 1e-9) {
        String label = trimmed(percentile) + "%";
        ticks.add(new Tick(horizontal(nines, allNines), label));
      }
    }
    return ticks;
  }

  private static String trimmed(double percentile) {
    return Double.toString(percentile).replaceFirst("\\.0$", "");
  }
}
