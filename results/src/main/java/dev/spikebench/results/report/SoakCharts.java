package dev.spikebench.results.report;

import dev.spikebench.results.report.chart.TimeChart;
import dev.spikebench.results.soak.SoakInterval;
import dev.spikebench.results.soak.SoakLatency;
import dev.spikebench.results.soak.SoakResults;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The charts of a soak: memory, latency, rate and health over its time, outages marked.
final class SoakCharts {
  private static final double BYTES_PER_MB = 1024.0 * 1024.0;

  private SoakCharts() {}

  static List<TimeChart> of(SoakResults results) {
    return List.of(
        chart(
            results,
            "memory",
            "Resident memory, MB",
            List.of(
                series(results, "target", it -> megabytes(it.target().rssBytes())),
                series(results, "load generator", it -> megabytes(it.clientRssBytes())))),
        chart(
            results,
            "latency",
            "Latency of ingest requests, ms",
            List.of(
                series(results, "p99", it -> of(it.latencyMs(), SoakLatency::p99)),
                series(results, "p50", it -> of(it.latencyMs(), SoakLatency::p50)))),
        chart(
            results,
            "health",
            "Latency of health checks, ms",
            List.of(
                series(results, "slowest", it -> of(it.healthMs(), SoakLatency::max)),
                series(results, "p50", it -> of(it.healthMs(), SoakLatency::p50)))),
        chart(
            results,
            "rate",
            "Acknowledged events a second",
            List.of(series(results, "events/s", SoakInterval::eventsPerSecond))),
        chart(
            results,
            "database",
            "Write-ahead log, MB",
            List.of(series(results, "log", it -> megabytes(it.target().walBytes())))));
  }

  private static TimeChart chart(
      SoakResults results, String id, String title, List<TimeChart.Series> series) {
    return TimeChart.of(
        id,
        title,
        title + ", interval by interval; the table has the same figures.",
        Math.max(1, results.totals().seconds()),
        series,
        results.outages().stream()
            .map(it -> new TimeChart.Mark(it.startSeconds(), it.endSeconds()))
            .toList());
  }

  private static TimeChart.Series series(
      SoakResults results, String label, Function<SoakInterval, @Nullable Double> value) {
    return new TimeChart.Series(
        label,
        results.intervals().stream()
            // The stump at the end of a part holds too little to stand beside whole intervals.
            .filter(it -> it.seconds() >= results.plan().intervalSeconds() / 2)
            .map(
                it ->
                    new TimeChart.Point((it.startSeconds() + it.endSeconds()) / 2, value.apply(it)))
            .toList());
  }

  private static @Nullable Double megabytes(@Nullable Long bytes) {
    return bytes == null ? null : (Double) (bytes / BYTES_PER_MB);
  }

  private static @Nullable Double of(
      @Nullable SoakLatency latency, Function<SoakLatency, Double> figure) {
    return latency == null ? null : figure.apply(latency);
  }
}
