package dev.spikebench.results.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.spikebench.results.Scenarios;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.MetricIds;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.stats.OrderStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvExportTest {

  private static List<Map<String, String>> rows(BenchmarkResults results) throws IOException {
    String text = Exports.of(results, ExportFormat.CSV).files().getFirst().text();
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(text)) {
      return rows.readAll();
    }
  }

  private static String cell(Map<String, String> row, String column) {
    return row.getOrDefault(column, "no such column");
  }

  @Test
  void theSummaryCanBeComputedFromTheLines() throws IOException {
    BenchmarkResults results = Scenarios.threeBackends();
    List<Map<String, String>> rows = rows(results);
    double[] throughput =
        rows.stream()
            .filter(it -> cell(it, "backend").equals("rust-axum"))
            .filter(it -> cell(it, "metric").equals(MetricIds.THROUGHPUT))
            .mapToDouble(it -> Double.parseDouble(cell(it, "value")))
            .toArray();
    assertThat(throughput).hasSize(10);
    assertThat(OrderStatistics.median(throughput, 0.95).value())
        .isEqualTo(results.backends().get(1).metric(SummaryKey.EVENTS_PER_SECOND).value());
    assertThat(rows)
        .extracting(it -> cell(it, "metric"))
        .contains("latency.p50.ns", "latency.p95.ns", "latency.p99.ns", "requests.failed");
    assertThat(rows)
        .allMatch(it -> cell(it, "run_id").equals(results.run().id()))
        .allMatch(it -> cell(it, "started_at").endsWith("Z"));
  }

  @Test
  void aMissingValueIsAnEmptyCellWithItsReason() throws IOException {
    assertThat(rows(Scenarios.troubled()))
        .filteredOn(it -> cell(it, "metric").equals(MetricIds.IDLE_RSS))
        .hasSize(8)
        .allMatch(it -> cell(it, "value").isEmpty())
        .allMatch(it -> cell(it, "reason").equals("the process list is not readable"));
  }

  @Test
  void noTextIsTakenForAFormulaAndNoneBreaksTheLines() throws IOException {
    BenchmarkResults base = Scenarios.oneIteration();
    Iteration iteration = base.iterations().getFirst();
    Map<String, Measurement> values = new HashMap<>(iteration.values());
    values.put(MetricIds.STARTUP, Measurement.unavailable("=HYPERLINK(\"x\"),\nsecond line"));
    Iteration hostile =
        new Iteration(
            1,
            1,
            1,
            iteration.backendId(),
            iteration.startedAt(),
            true,
            List.of(),
            null,
            iteration.counts(),
            iteration.elapsedNs(),
            values,
            null,
            null,
            iteration.identity());
    BenchmarkResults results =
        new BenchmarkResults(
            base.schemaVersion(),
            base.tool(),
            base.run(),
            null,
            base.environment(),
            base.workload(),
            base.design(),
            base.metrics(),
            new ArrayList<>(List.of(hostile)),
            base.backends());
    assertThat(rows(results))
        .filteredOn(it -> cell(it, "metric").equals(MetricIds.STARTUP))
        .singleElement()
        .satisfies(
            it -> assertThat(cell(it, "reason")).isEqualTo("'=HYPERLINK(\"x\"),\nsecond line"));
    assertThat(rows(results)).allMatch(it -> it.size() == 15);
  }
}
