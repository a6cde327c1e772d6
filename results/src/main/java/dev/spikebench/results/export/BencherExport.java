package dev.spikebench.results.export;

import dev.spikebench.results.export.FigureSource.Figure;
import dev.spikebench.results.json.PlainJson;
import dev.spikebench.results.model.BenchmarkResults;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Bencher Metric Format: an object of benchmarks, each an object of measures, each with its value
/// and, where there is one, its interval. The format is described at
/// <https://bencher.dev/docs/reference/bencher-metric-format>.
///
/// A benchmark is a workload and a backend, a measure a key of the summary in kebab case, which
/// Bencher takes for its slug. It has no null: a figure that is missing is left out.
final class BencherExport {

  private BencherExport() {}

  static Export of(BenchmarkResults results) {
    FigureSource source = new FigureSource(results);
    Map<String, Map<String, Map<String, Double>>> document = new LinkedHashMap<>();
    for (Figure figure : source.figures()) {
      document
          .computeIfAbsent(
              results.workload().id() + "/" + figure.backend().id(), id -> new LinkedHashMap<>())
          .put(slug(figure.key().key()), metric(figure));
    }
    return Export.of(PlainJson.text(document), source.missing());
  }

  private static Map<String, Double> metric(Figure figure) {
    Map<String, Double> metric = new LinkedHashMap<>();
    metric.put("value", figure.value());
    Double low = figure.metric().low();
    Double high = figure.metric().high();
    if (low != null && high != null) {
      metric.put("lower_value", low);
      metric.put("upper_value", high);
    }
    return metric;
  }

  /// `latencyP50Ms` becomes `latency-p50-ms`.
  static String slug(String key) {
    return key.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
