package dev.spikebench.results.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spikebench.results.json.ResultFileException;
import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.report.HtmlReport;
import dev.spikebench.results.report.MarkdownReport;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedJsonTest {

  private static final LocalDate DAY = LocalDate.of(2026, 2, 25);
  private static final String JSON =
      """
      {
        "typescript": {"startupMs": 171, "idleRssKb": 61440, "peakRssKb": 122880,
          "throughputEventsPerSec": 4481.5, "latencyP50Ms": 90, "latencyP95Ms": 120.5,
          "latencyP99Ms": null, "soakRssSamples": [61440, 61500], "note": "x"},
        "rust": {"startupMs": 13, "throughputEventsPerSec": 10958, "soakRssSamples": []},
        "generatedBy": "a script"
      }
      """;

  private static BenchmarkResults read(String json) {
    return SeedJson.parse("seed.json", json, DAY);
  }

  @Test
  void figuresAreTakenOverInOurUnitsWithoutIntervals() {
    BackendSummary node = read(JSON).backends().getFirst();
    assertThat(node.id()).isEqualTo("node-express");
    assertThat(node.metric(SummaryKey.STARTUP_MS).value()).isEqualTo(171);
    assertThat(node.metric(SummaryKey.IDLE_RSS_BYTES).value()).isEqualTo(61_440.0 * 1_024);
    assertThat(node.metric(SummaryKey.EVENTS_PER_SECOND).value()).isEqualTo(4_481.5);
    assertThat(node.metric(SummaryKey.EVENTS_PER_SECOND).low()).isNull();
    assertThat(node.metric(SummaryKey.LATENCY_P99_MS).value()).isNull();
    assertThat(node.metric(SummaryKey.RUNTIME_SIZE_BYTES).reason()).contains("no such figure");
  }

  @Test
  void theResultIsMarkedAsImportedAndNamesWhatIsMissing() {
    BenchmarkResults results = read(JSON);
    assertThat(Objects.requireNonNull(results.importedFrom()).notes())
        .anyMatch(it -> it.equals("Not taken over: generatedBy."))
        .anyMatch(it -> it.equals("Not taken over of typescript: note."))
        .anyMatch(it -> it.contains("typescript has 2 samples of resident memory"))
        .noneMatch(it -> it.contains("rust has"));
    assertThat(MarkdownReport.render(results)).contains("**Imported.**");
    assertThat(HtmlReport.render(results)).doesNotContain("id=\"ratios\"", "id=\"timeline\"");
  }

  @Test
  void theResultMatchesTheSchemaAndComesBackFromItsFile() {
    BenchmarkResults results = read(JSON);
    assertThat(ResultFiles.parse("back", ResultFiles.toJson(results))).isEqualTo(results);
  }

  @Test
  void aListOfBackendsThatNameThemselvesIsReadToo() {
    assertThat(read("[{\"backend\": \"java\", \"startupMs\": 500}]").backends())
        .extracting(BackendSummary::id)
        .containsExactly("java-undertow");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "null",
        "7",
        "{\"rust\": {}}",
        "{\"rust\": {\"startupMs\": \"fast\"}}",
        "{\"rust\": {\"startupMs\": -1}}",
        "{\"rust\": {\"startupMs\": 1, \"soakRssSamples\": 3}}",
        "{\"a b\": {\"startupMs\": 1}}",
      })
  void whatIsNotOfTheLayoutIsRefusedWithThePlace(String json) {
    assertThatExceptionOfType(ImportException.class)
        .isThrownBy(() -> read(json))
        .withMessageStartingWith("seed.json");
  }

  @Test
  void brokenJsonIsRefusedWithThePlace() {
    assertThatExceptionOfType(ResultFileException.class)
        .isThrownBy(() -> read("{\"rust\": {"))
        .withMessageContaining("seed.json")
        .withMessageContaining("line 1");
  }
}
