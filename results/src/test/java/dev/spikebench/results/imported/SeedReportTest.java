package dev.spikebench.results.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spikebench.results.Golden;
import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.json.ResultSchema;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.report.MarkdownReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedReportTest {

  private static final Path PAGE = Golden.root().resolve("results/published/seed-2026-02-25.md");
  private static final Path FILE = Golden.root().resolve("results/published/seed-2026-02-25.json");

  @Test
  void theCommittedFileIsWhatTheImporterWrites() {
    Golden.assertKept(FILE, ResultFiles.toJson(SeedReport.read(PAGE)));
  }

  @Test
  void theCommittedFileMatchesTheSchema() throws IOException {
    assertThat(ResultSchema.validate(Files.readString(FILE))).isEmpty();
  }

  @Test
  void theReportOfTheFileHasTheTableAsTheStudyPrintedIt() throws IOException {
    List<String> printed = tableRows(Files.readString(PAGE));
    assertThat(printed).hasSize(11);
    assertThat(tableRows(MarkdownReport.render(ResultFiles.read(FILE)))).isEqualTo(printed);
  }

  /// Spelled out besides, so that a change of the kept page cannot go unnoticed.
  @Test
  void everyValueAndEveryDeltaIsPrintedAsInTheStudy() {
    assertThat(MarkdownReport.render(ResultFiles.read(FILE)))
        .contains(
            """
            | Startup time | 171ms | 417ms | +144% |
            | Idle RSS | 106.7MB | 8.3MB | **-92%** |
            | Peak RSS (under load) | 175.0MB | 27.8MB | **-84%** |
            | Throughput | 10,958 events/s | 8,838 events/s | -19% |
            | Latency p50 | 92ms | 218ms | +137% |
            | Latency p95 | 713ms | 278ms | **-61%** |
            | Latency p99 | 1,801ms | 287ms | **-84%** |
            | Failed requests | 0 | 0 | — |
            | Runtime size | 120MB (node_modules) | 3.5MB (binary) | **-97%** |
            | Parity tests | 18/18 pass | 18/18 pass | — |
            """);
  }

  @Test
  void theWorkloadIsPrintedAsInTheStudy() {
    assertThat(MarkdownReport.render(ResultFiles.read(FILE)))
        .contains(
            """
            | Total events | 20,000 |
            | Concurrency | 40 |
            | Batch size | 50 |
            | Warmup events | 500 |
            """);
  }

  @Test
  void theFileIsMarkedAsImportedFromAnotherMachineAndHasNoIterations() {
    BenchmarkResults results = ResultFiles.read(FILE);
    assertThat(results.iterations()).isEmpty();
    assertThat(results.importedFrom())
        .satisfies(
            it -> {
              assertThat(it.anotherMachine()).isTrue();
              assertThat(it.measuredOn()).hasToString("2026-02-25");
              assertThat(it.notes()).anyMatch(note -> note.startsWith("Single run"));
            });
    assertThat(MarkdownReport.render(results))
        .contains("**Imported.**")
        .contains("measured on another machine")
        .contains("seed-2026-02-25, begun 2026-02-25\n")
        .doesNotContain("shared its CPUs");
  }

  @Test
  void whatTheSourceDoesNotHaveIsNullWithAReason() {
    for (BackendSummary backend : ResultFiles.read(FILE).backends()) {
      assertThat(backend.metric(SummaryKey.CPU_NS_PER_EVENT).value()).isNull();
      assertThat(backend.metric(SummaryKey.CPU_NS_PER_EVENT).reason())
          .isEqualTo("the source has no such figure");
      assertThat(backend.metric(SummaryKey.STARTUP_MS).low()).isNull();
      assertThat(backend.durability()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "| Startup time | 171ms; | Startup time | fast; Startup time",
        "| Startup time | 171ms; | Startup time | 171MB; a number in ms",
        "| Idle RSS |; | Idle memory |; no row Idle RSS",
        "Rust (axum + tokio); Zig; unknown backend Zig",
        "date: 2026-02-25; date: yesterday; YYYY-MM-DD",
        "topic: rust-backend-spike; ; no topic",
        "18/18 pass | 18/18 pass; all | all; 18/18 pass",
        "32GB RAM; much RAM; Hardware",
        "## Results; ## Outcome; no table under Results",
      })
  void aChangedPageIsRefusedWithThePlace(String before, String after, String message)
      throws IOException {
    String page = Files.readString(PAGE).replace(before, after == null ? "" : after);
    assertThatExceptionOfType(ImportException.class)
        .isThrownBy(() -> SeedReport.parse("page.md", page))
        .withMessageContaining("page.md")
        .withMessageContaining(message);
  }

  @Test
  void aCellWithoutAFigureStaysNull() throws IOException {
    String page =
        Files.readString(PAGE).replace("| Latency p99 | 1,801ms |", "| Latency p99 | — |");
    BackendSummary node = SeedReport.parse("page.md", page).backends().getFirst();
    assertThat(node.metric(SummaryKey.LATENCY_P99_MS).reason())
        .isEqualTo("the source gives no figure");
  }

  @Test
  void aMissingPageIsNamed() {
    assertThatExceptionOfType(ImportException.class)
        .isThrownBy(() -> SeedReport.read(Path.of("no-such-page.md")))
        .withMessageContaining("no-such-page.md");
  }

  /// The rows of the table of results, its rule left out.
  private static List<String> tableRows(String markdown) {
    return markdown
        .lines()
        .dropWhile(it -> !it.startsWith("| Metric |"))
        .takeWhile(it -> it.startsWith("|"))
        .filter(it -> !it.startsWith("|--"))
        .toList();
  }
}
