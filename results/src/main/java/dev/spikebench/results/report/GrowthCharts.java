package dev.spikebench.results.report;

import dev.spikebench.results.growth.GrowthLevel;
import dev.spikebench.results.growth.GrowthResults;
import dev.spikebench.results.growth.GrowthRun;
import dev.spikebench.results.report.chart.TimeChart;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The charts of growth: each figure over the number of stored events, a line for each backend and
/// shape of ids.
final class GrowthCharts {
  private static final double EVENTS_PER_UNIT = 1e6;
  private static final String UNIT = "million";
  private static final double BYTES_PER_MB = 1024.0 * 1024.0;

  private GrowthCharts() {}

  static List<TimeChart> of(GrowthResults results) {
    List<TimeChart> charts = new ArrayList<>();
    charts.add(
        chart(
            results,
            "rate",
            "Acknowledged events a second",
            it -> it.median(GrowthRun::eventsPerSecond)));
    charts.add(
        chart(
            results,
            "latency",
            "Latency of ingest requests, p99, ms",
            it -> it.median(GrowthRun::p99Ms)));
    charts.add(
        chart(
            results,
            "startup",
            "Time to healthy, ms",
            it -> it.median(GrowthRun::timeToHealthyMs)));
    charts.add(
        chart(
            results,
            "memory",
            "Peak resident memory, MB",
            it -> it.median(GrowthCharts::peakMegabytes)));
    int number = 0;
    for (String name : GrowthView.readNames(results)) {
      number++;
      charts.add(
          chart(results, "read" + number, "Read of " + name + ", ms", it -> it.readMs(name)));
    }
    return charts;
  }

  private static @Nullable Double peakMegabytes(GrowthRun run) {
    Long bytes = run.peakRssBytes();
    return bytes == null ? null : (Double) (bytes / BYTES_PER_MB);
  }

  private static TimeChart chart(
      GrowthResults results,
      String id,
      String title,
      Function<GrowthLevel, @Nullable Double> figure) {
    List<GrowthLevel> levels = GrowthLevel.of(results);
    double most = levels.stream().mapToDouble(GrowthLevel::level).max().orElse(0);
    List<TimeChart.Series> series = new ArrayList<>();
    for (String backend : results.plan().backends()) {
      for (String ids : results.plan().ids()) {
        List<TimeChart.Point> points =
            levels.stream()
                .filter(it -> it.backend().equals(backend) && it.ids().equals(ids))
                .map(it -> new TimeChart.Point(it.level() / EVENTS_PER_UNIT, figure.apply(it)))
                .toList();
        String label = GrowthView.idsText(ids);
        series.add(
            new TimeChart.Series(
                results.plan().backends().size() == 1 ? label : backend + ", " + label, points));
      }
    }
    return TimeChart.over(
        id,
        title,
        title + ", over the number of stored events; the table has the same figures.",
        Math.max(most, 1) / EVENTS_PER_UNIT,
        UNIT,
        series);
  }
}
