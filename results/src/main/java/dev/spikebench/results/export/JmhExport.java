package dev.spikebench.results.export;

import dev.spikebench.results.export.FigureSource.Figure;
import dev.spikebench.results.json.PlainJson;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.RuntimeVersion;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.summary.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The JSON that JMH writes, for its viewers. An entry is a figure of a backend: its name ends with
/// the backend, so that viewers group the backends of a figure and no reader that overlooks
/// `params` mixes them up. Each iteration is a fork, since each is a process of its own.
///
/// JMH knows operations a time and times an operation, so sizes and counts are left out. Where a
/// figure has no interval `scoreConfidence` holds the extremes of the iterations, because readers
/// want numbers where JMH itself writes the text `NaN`.
final class JmhExport {

  /// The version of JMH whose layout this is.
  private static final String LAYOUT_VERSION = "1.37";

  private final BenchmarkResults results;
  private final Samples samples;

  JmhExport(BenchmarkResults results, Samples samples) {
    this.results = results;
    this.samples = samples;
  }

  Export export() {
    FigureSource source = new FigureSource(results);
    List<String> leftOut = new ArrayList<>();
    List<Map<String, Object>> entries = new ArrayList<>();
    for (Figure figure : source.figures()) {
      String unit = unit(figure.key());
      double[] raw = samples.of(figure.backend().id(), figure.key());
      if (unit != null && raw.length > 0) {
        entries.add(entry(figure, unit, raw));
      } else if (unit != null) {
        leftOut.add(
            "%s of %s: it has no single iterations"
                .formatted(figure.key().key(), figure.backend().id()));
      }
    }
    leftOut.addAll(source.missing());
    leftOut.add("sizes and counts: JMH's layout holds times and rates alone");
    return Export.of(PlainJson.text(entries), leftOut);
  }

  private Map<String, Object> entry(Figure figure, String unit, double[] raw) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("jmhVersion", LAYOUT_VERSION);
    entry.put(
        "benchmark",
        "spikebench.%s_%s.%s"
            .formatted(
                segment(results.workload().id()),
                figure.key().key(),
                segment(figure.backend().id())));
    entry.put("mode", unit.startsWith("ops") ? "thrpt" : "avgt");
    entry.put("threads", results.workload().concurrency());
    entry.put("forks", raw.length);
    entry.put("jvm", results.tool().name());
    entry.put("jvmArgs", List.of());
    entry.put("jdkVersion", java());
    entry.put("vmName", results.tool().name());
    entry.put("vmVersion", results.tool().version());
    entry.put("warmupIterations", results.workload().warmupEvents() > 0 ? 1 : 0);
    entry.put("warmupTime", results.workload().warmupEvents() + " events");
    entry.put("warmupBatchSize", 1);
    entry.put("measurementIterations", 1);
    entry.put("measurementTime", results.workload().events() + " events");
    entry.put("measurementBatchSize", 1);
    entry.put("primaryMetric", primary(figure, unit, raw));
    entry.put("secondaryMetrics", Map.of());
    return entry;
  }

  private static Map<String, Object> primary(Figure figure, String unit, double[] raw) {
    double[] sorted = raw.clone();
    Arrays.sort(sorted);
    Double low = figure.metric().low();
    Double high = figure.metric().high();
    double from = low == null ? Math.min(sorted[0], figure.value()) : low;
    double to = high == null ? Math.max(sorted[sorted.length - 1], figure.value()) : high;
    Map<String, Object> percentiles = new LinkedHashMap<>();
    percentiles.put("0.0", sorted[0]);
    percentiles.put("50.0", sorted[(sorted.length - 1) / 2]);
    percentiles.put("100.0", sorted[sorted.length - 1]);
    Map<String, Object> metric = new LinkedHashMap<>();
    metric.put("score", figure.value());
    metric.put("scoreError", Math.max(figure.value() - from, to - figure.value()));
    metric.put("scoreConfidence", List.of(from, to));
    metric.put("scorePercentiles", percentiles);
    metric.put("scoreUnit", unit);
    metric.put("rawData", Arrays.stream(raw).mapToObj(List::of).toList());
    return metric;
  }

  /// The unit in JMH's spelling; null for what is neither a time nor a rate.
  private static @Nullable String unit(SummaryKey key) {
    return switch (key) {
      case STARTUP_MS, LATENCY_P50_MS, LATENCY_P95_MS, LATENCY_P99_MS -> "ms/op";
      case CPU_NS_PER_EVENT -> "ns/op";
      case EVENTS_PER_SECOND -> "ops/s";
      case IDLE_RSS_BYTES,
          PEAK_RSS_BYTES,
          FAILED_REQUESTS,
          RUNTIME_SIZE_BYTES,
          INSTALLED_SIZE_BYTES ->
          null;
    };
  }

  /// Readers cut the name at its points.
  private static String segment(String id) {
    return id.replace('.', '_');
  }

  private String java() {
    return results.environment().runtimes().stream()
        .filter(it -> it.name().equals("Java"))
        .map(RuntimeVersion::version)
        .map(it -> it.orElse("unknown"))
        .findFirst()
        .orElse("unknown");
  }
}
