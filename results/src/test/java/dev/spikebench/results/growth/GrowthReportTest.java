package dev.spikebench.results.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.results.Scenarios;
import dev.spikebench.results.json.GrowthFiles;
import dev.spikebench.results.json.ResultFileException;
import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.json.UnsupportedVersionException;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.report.GrowthReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthReportTest {
  @TempDir private Path folder;

  @Test
  void fileIsReadAsItWasWritten() {
    Path file = folder.resolve("growth-results.json");

    GrowthFiles.write(file, results());

    assertThat(ResultFiles.kind(file)).isEqualTo(GrowthResults.KIND);
    assertThat(GrowthFiles.read(file)).isEqualTo(results());
  }

  @Test
  void damageIsNamedWithItsPlace() throws IOException {
    Path file = folder.resolve("growth-results.json");
    String json = GrowthFiles.toJson(results());
    Files.writeString(file, json.replace("\"rounds\"", "\"turns\""));
    assertThatThrownBy(() -> GrowthFiles.read(file))
        .isInstanceOf(ResultFileException.class)
        .hasMessageContaining("/plan/rounds");
    Files.writeString(file, json.replaceFirst("1\\.0\\.0", "2.0.0"));
    assertThatThrownBy(() -> GrowthFiles.read(file))
        .isInstanceOf(UnsupportedVersionException.class)
        .hasMessageContaining("2.0.0");
  }

  @Test
  void mediansOfValidProcessesAndTheLossAreReported() {
    String report = GrowthReport.markdown(results());

    assertThat(report)
        .contains("from 0 to 1,000,000 stored events throughput goes from 50,000 to 40,000")
        .contains("events/s (-20 %)")
        .contains("some reads took 50 ms or longer: unfiltered stats.")
        .contains("Left out: java-undertow, sequential ids, 0 stored events, process 3: it died.");
    assertThat(report.lines().filter(line -> line.contains("| 1,000,000")))
        .anyMatch(line -> line.matches(".*\\| 40,000 .*"))
        .anyMatch(line -> line.contains("30 (60)"));
  }

  @Test
  void thePageHasAChartForEachFigure() {
    String page = GrowthReport.html(results());

    assertThat(page)
        .contains("Acknowledged events a second", "Time to healthy, ms", "Peak resident memory")
        .contains("Read of unfiltered stats, ms", "million");
    assertThat(page.split("<svg ", -1)).hasSize(6);
  }

  @Test
  void whatIsNoSuchFileIsRefused() {
    assertThatThrownBy(
            () -> new GrowthPlan(List.of(), List.of("spec"), List.of(0L), 3, 20_000, 20_000, 20))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static GrowthResults results() {
    BenchmarkResults other = Scenarios.threeBackends();
    return new GrowthResults(
        GrowthResults.KIND,
        GrowthResults.SCHEMA_VERSION,
        other.tool(),
        other.run().startedAt(),
        other.run().finishedAt(),
        false,
        other.environment(),
        new GrowthPlan(
            List.of("java-undertow"),
            List.of("spec"),
            List.of(0L, 1_000_000L),
            3,
            20_000,
            20_000,
            20),
        List.of(
            run(0, 1, 50_000, 2, List.of()),
            run(0, 2, 60_000, 2, List.of()),
            run(0, 3, 1, 900, List.of("it died")),
            run(1_000_000, 1, 40_000, 30, List.of())),
        List.of());
  }

  private static GrowthRun run(
      long level, int round, double rate, double statsMs, List<String> reasons) {
    return new GrowthRun(
        "java-undertow",
        "spec",
        level,
        round,
        level,
        reasons,
        300,
        60_000_000L,
        null,
        rate,
        10,
        30,
        1_000_000,
        List.of(new GrowthRead("unfiltered stats", 20, statsMs, 2 * statsMs)));
  }
}
