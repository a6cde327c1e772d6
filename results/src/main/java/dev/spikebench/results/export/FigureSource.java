package dev.spikebench.results.export;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.model.SummaryMetric;
import java.util.ArrayList;
import java.util.List;

/// The figures of a result that have a value, one after the other, and why the others have none.
final class FigureSource {

  private final List<Figure> figures = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  FigureSource(BenchmarkResults results) {
    for (BackendSummary backend : results.backends()) {
      for (SummaryKey key : SummaryKey.values()) {
        SummaryMetric metric = backend.metric(key);
        Double value = metric.value();
        if (!backend.valid() && results.importedFrom() == null) {
          continue;
        }
        if (value == null) {
          missing.add("%s of %s: %s".formatted(key.key(), backend.id(), metric.reason()));
        } else {
          figures.add(new Figure(backend, key, value, metric));
        }
      }
      if (!backend.valid() && results.importedFrom() == null) {
        missing.add(
            "all figures of " + backend.id() + ": " + String.join(" ", backend.invalidReasons()));
      }
    }
  }

  /// One figure.
  ///
  /// @param value its value in the unit of the key
  /// @param metric the same with its interval
  record Figure(BackendSummary backend, SummaryKey key, double value, SummaryMetric metric) {}

  List<Figure> figures() {
    return figures;
  }

  List<String> missing() {
    return missing;
  }

  /// The unit that a summary key names.
  static String unit(SummaryKey key) {
    return switch (key) {
      case STARTUP_MS, LATENCY_P50_MS, LATENCY_P95_MS, LATENCY_P99_MS -> "ms";
      case IDLE_RSS_BYTES, PEAK_RSS_BYTES, RUNTIME_SIZE_BYTES, INSTALLED_SIZE_BYTES -> "bytes";
      case EVENTS_PER_SECOND -> "events/s";
      case FAILED_REQUESTS -> "requests";
      case CPU_NS_PER_EVENT -> "ns/event";
    };
  }
}
