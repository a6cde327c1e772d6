package dev.spikebench.results.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.spikebench.results.Scenarios;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.model.SummaryMetric;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Holds the JSON layouts to what their readers have published.
class JsonExportsTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static List<JsonNode> read(BenchmarkResults results, ExportFormat format)
      throws JsonProcessingException {
    List<JsonNode> documents = new ArrayList<>();
    for (Export.Part part : Exports.of(results, format).files()) {
      documents.add(MAPPER.readTree(part.text()));
    }
    return documents;
  }

  /// JMH's own members; Bencher's reader of it takes the units `ops/…` and `…/op` alone and refuses
  /// the file where the confidence is no number.
  @Test
  void jmhEntriesAreWhatItsReadersWant() throws JsonProcessingException {
    for (BenchmarkResults results : Scenarios.all().values()) {
      Set<String> names = new HashSet<>();
      for (JsonNode entry : read(results, ExportFormat.JMH).getFirst()) {
        assertThat(entry.fieldNames())
            .toIterable()
            .contains("jmhVersion", "benchmark", "mode", "threads", "forks", "jvm", "jvmArgs")
            .contains("jdkVersion", "vmName", "vmVersion", "warmupIterations", "warmupTime")
            .contains("warmupBatchSize", "measurementIterations", "measurementTime")
            .contains("measurementBatchSize", "primaryMetric", "secondaryMetrics");
        assertThat(names.add(entry.path("benchmark").asText())).isTrue();
        assertThat(entry.path("benchmark").asText())
            .matches("spikebench\\.spec_[A-Za-z0-9]+\\.[a-z-]+");
        JsonNode metric = entry.path("primaryMetric");
        String unit = metric.path("scoreUnit").asText();
        assertThat(unit).matches("ops/(s|ms|us|ns)|(s|ms|us|ns)/op");
        assertThat(entry.path("mode").asText())
            .isEqualTo(unit.startsWith("ops") ? "thrpt" : "avgt");
        assertThat(metric.path("score").isNumber()).isTrue();
        assertThat(metric.path("scoreError").isNumber()).isTrue();
        assertThat(metric.path("scoreConfidence")).hasSize(2).allMatch(JsonNode::isNumber);
        assertThat(metric.path("score").asDouble())
            .isBetween(
                metric.path("scoreConfidence").path(0).asDouble(),
                metric.path("scoreConfidence").path(1).asDouble());
        assertThat(metric.path("rawData")).hasSize(entry.path("forks").asInt());
        assertThat(metric.path("rawData")).allMatch(it -> it.size() == 1 && it.path(0).isNumber());
      }
    }
  }

  @Test
  void jmhHoldsOneEntryForEachTimeAndRateOfEachBackend() throws JsonProcessingException {
    JsonNode entries = read(Scenarios.threeBackends(), ExportFormat.JMH).getFirst();
    assertThat(entries).hasSize(3 * 6);
    assertThat(entries)
        .extracting(it -> it.path("benchmark").asText())
        .contains("spikebench.spec_eventsPerSecond.rust-axum")
        .noneMatch(it -> it.contains("Bytes"));
    assertThat(Exports.of(Scenarios.threeBackends(), ExportFormat.JMH).leftOut())
        .anyMatch(it -> it.contains("sizes and counts"));
  }

  /// The action reads one direction a file, and a range as a number after a plus-minus sign.
  @Test
  void eachFileOfTheActionHasOneDirection() throws JsonProcessingException {
    BenchmarkResults results = Scenarios.threeBackends();
    Export export = Exports.of(results, ExportFormat.GITHUB_ACTION_BENCHMARK);
    assertThat(export.files())
        .extracting(Export.Part::name)
        .containsExactly("bigger-is-better", "smaller-is-better");
    List<JsonNode> documents = read(results, ExportFormat.GITHUB_ACTION_BENCHMARK);
    assertThat(documents.getFirst())
        .hasSize(3)
        .allMatch(it -> it.path("name").asText().endsWith("/eventsPerSecond"));
    assertThat(documents.getLast())
        .hasSize(3 * 10)
        .noneMatch(it -> it.path("name").asText().endsWith("/eventsPerSecond"));
    Set<String> names = new HashSet<>();
    for (JsonNode document : documents) {
      for (JsonNode entry : document) {
        assertThat(names.add(entry.path("name").asText())).isTrue();
        assertThat(entry.path("unit").asText()).isNotBlank();
        assertThat(entry.path("value").isNumber()).isTrue();
        assertThat(entry.path("range").asText()).matches("± [0-9]+(\\.[0-9]+)?");
      }
    }
  }

  @Test
  void aFigureWithoutIntervalHasNoRangeInTheAction() throws JsonProcessingException {
    for (JsonNode document : read(Scenarios.oneIteration(), ExportFormat.GITHUB_ACTION_BENCHMARK)) {
      for (JsonNode entry : document) {
        if (!entry.path("name").asText().contains("latency")) {
          assertThat(entry.has("range")).isFalse();
          assertThat(entry.path("extra").asText()).contains("too few iterations");
        }
      }
    }
  }

  /// Bencher's schema: objects of objects of a number with optional ends; a measure's slug has 64
  /// characters at most.
  @Test
  void bencherGetsTheFiguresWithTheirIntervals() throws JsonProcessingException {
    BenchmarkResults results = Scenarios.threeBackends();
    JsonNode document = read(results, ExportFormat.BENCHER).getFirst();
    assertThat(document.fieldNames())
        .toIterable()
        .containsExactly("spec/node-express", "spec/rust-axum", "spec/java-undertow");
    for (JsonNode benchmark : document) {
      assertThat(benchmark.properties())
          .hasSize(SummaryKey.values().length)
          .allMatch(it -> it.getKey().matches("[a-z0-9-]{1,64}"))
          .allMatch(it -> it.getValue().path("value").isNumber());
      for (JsonNode metric : benchmark) {
        assertThat(metric.path("value").asDouble())
            .isBetween(
                metric.path("lower_value").asDouble(), metric.path("upper_value").asDouble());
      }
    }
    SummaryMetric throughput = results.backends().get(1).metric(SummaryKey.EVENTS_PER_SECOND);
    assertThat(document.at("/spec~1rust-axum/events-per-second/lower_value").asDouble())
        .isEqualTo(throughput.low());
  }

  @Test
  void bencherHasNoMissingFigureButNamesIt() throws JsonProcessingException {
    BenchmarkResults results = Scenarios.oneIteration();
    JsonNode benchmark = read(results, ExportFormat.BENCHER).getFirst().path("spec/java-undertow");
    assertThat(benchmark.has("latency-p99-ms")).isFalse();
    assertThat(benchmark.path("startup-ms").has("lower_value")).isFalse();
    assertThat(Exports.of(results, ExportFormat.BENCHER).leftOut())
        .anyMatch(it -> it.contains("latencyP99Ms of java-undertow: needs 1,000 requests"));
  }
}
