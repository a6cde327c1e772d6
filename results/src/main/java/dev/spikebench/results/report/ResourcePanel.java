package dev.spikebench.results.report;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.MetricDefinition;
import dev.spikebench.results.report.StudyView.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Every metric of the iterations by backends: its median with the least and the greatest value, in
/// readable units.
final class ResourcePanel {

  private static final double BYTES_PER_MB = 1024.0 * 1024.0;

  private ResourcePanel() {}

  /// One table; none where no metric has a value.
  static List<Grid> of(BenchmarkResults results) {
    List<String> columns = new ArrayList<>(List.of("Metric"));
    results.backends().forEach(it -> columns.add(it.name()));
    columns.add("What it is");
    List<List<String>> rows = new ArrayList<>();
    for (MetricDefinition metric : results.metrics()) {
      List<String> row = new ArrayList<>(List.of(metric.id()));
      results.backends().forEach(it -> row.add(cell(results, it, metric)));
      row.add(metric.description());
      if (row.subList(1, row.size() - 1).stream().anyMatch(it -> !it.equals(ResultsTables.NONE))) {
        rows.add(row);
      }
    }
    return rows.isEmpty()
        ? List.of()
        : List.of(new Grid("Median of the valid iterations, least and greatest", columns, rows));
  }

  private static String cell(
      BenchmarkResults results, BackendSummary backend, MetricDefinition metric) {
    double[] values =
        results.iterationsOf(backend.id()).stream()
            .filter(Iteration::valid)
            .map(it -> it.value(metric.id()))
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    if (values.length == 0) {
      return ResultsTables.NONE;
    }
    String median = text(metric.unit(), median(values));
    String least = text(metric.unit(), values[0]);
    String greatest = text(metric.unit(), values[values.length - 1]);
    return least.equals(greatest) ? median : median + " (" + least + " to " + greatest + ")";
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static String text(String unit, double value) {
    return switch (unit) {
      case "ns" -> Figures.significant(value / 1e6) + " ms";
      case "ns/event" -> Figures.significant(value / 1e3) + " µs";
      case "bytes" -> Figures.significant(value / BYTES_PER_MB) + " MB";
      case "bytes/event" -> Figures.significant(value) + " B";
      case "1/s" -> Figures.significant(value) + "/s";
      default -> Figures.significant(value);
    };
  }
}
