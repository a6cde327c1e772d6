package dev.spikebench.results.export;

import dev.spikebench.results.json.PlainCsv;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Direction;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.MetricDefinition;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.summary.Samples;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Comma-separated values (RFC 4180) in the long form: a line for each value of each iteration in
/// the order of execution, in base units, so that a spreadsheet or a data frame can group by
/// whatever it likes. A missing value is an empty cell with the reason beside it. Texts that a
/// spreadsheet would take for a formula get an apostrophe in front.
final class CsvExport {

  private static final List<String> COLUMNS =
      List.of(
          "run_id",
          "started_at",
          "commit",
          "workload",
          "protocol",
          "iteration",
          "round",
          "slot",
          "backend",
          "valid",
          "metric",
          "unit",
          "direction",
          "value",
          "reason");

  private static final String FORMULA_BEGINNINGS = "=+-@\t\r";

  private final BenchmarkResults results;
  private final Samples samples;
  private final List<List<String>> rows = new ArrayList<>();

  CsvExport(BenchmarkResults results, Samples samples) {
    this.results = results;
    this.samples = samples;
  }

  Export export() {
    for (Iteration iteration : results.iterations()) {
      rows(iteration);
    }
    return Export.of(
        PlainCsv.text(COLUMNS, rows),
        results.openRuns().isEmpty() ? List.of() : List.of("runs in an open loop"));
  }

  private void rows(Iteration iteration) {
    for (MetricDefinition metric : results.metrics()) {
      Measurement measurement = iteration.values().get(metric.id());
      if (measurement != null) {
        row(iteration, metric.id(), metric.unit(), metric.direction(), measurement);
      }
    }
    Map<SummaryKey, Double> row = samples.row(iteration);
    for (SummaryKey key : SummaryKey.values()) {
      Double value = row.get(key);
      if (key.quantile() != null && value != null) {
        Measurement ns = Measurement.of(Math.rint(value * key.baseUnits()));
        row(iteration, id(key), "ns", key.direction(), ns);
      }
    }
    Measurement failed = Measurement.of((double) iteration.counts().requestsFailed());
    row(iteration, "requests.failed", "1", Direction.LOWER_IS_BETTER, failed);
  }

  private static String id(SummaryKey key) {
    return "latency.p" + plain(Objects.requireNonNull(key.quantile()) * 100) + ".ns";
  }

  private void row(
      Iteration iteration,
      String metric,
      String unit,
      Direction direction,
      Measurement measurement) {
    Double value = measurement.value();
    String reason = measurement.reason();
    rows.add(
        List.of(
            results.run().id(),
            iteration.startedAt().toString(),
            results.environment().source().commit().orElse(""),
            results.workload().id(),
            results.design().protocol(),
            Integer.toString(iteration.sequence()),
            Integer.toString(iteration.round()),
            Integer.toString(iteration.slot()),
            iteration.backendId(),
            Boolean.toString(iteration.valid()),
            metric,
            unit,
            direction.text(),
            value == null ? "" : plain(value),
            reason == null ? "" : noFormula(reason)));
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /// A text that no spreadsheet takes for a formula.
  static String noFormula(String text) {
    return FORMULA_BEGINNINGS.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
  }
}
