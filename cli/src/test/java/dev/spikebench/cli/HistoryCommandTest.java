package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Draws the published results of this repository.
class HistoryCommandTest {
  private final TestTerminal terminal = TestTerminal.inRepository();

  @TempDir private Path folder;

  @Test
  void thePublishedResultsAreDrawnAndOtherKindsAreNamed() {
    assertThat(terminal.run("history")).isZero();
    assertThat(terminal.out())
        .contains("# History of ")
        .contains("soak-2026-11-26T011541Z.json: the result of a soak")
        .contains("cannot be compared with")
        .contains("another cpuModel");
  }

  @Test
  void theFolderGetsBothFormsAndTheCharts() {
    assertThat(terminal.run("history", "-o", folder.toString(), "--metric", "eventsPerSecond"))
        .isZero();
    assertThat(folder.resolve("history.md")).isNotEmptyFile();
    assertThat(folder.resolve("history.html")).isNotEmptyFile();
    assertThat(folder.resolve("eventsPerSecond.svg")).isNotEmptyFile();
    assertThat(folder.resolve("startupMs.svg")).doesNotExist();
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void scriptsGetPointsAndSteps() throws IOException {
    assertThat(terminal.run("history", "--json", "--backend", "java-undertow")).isZero();
    JsonNode document = new ObjectMapper().readTree(terminal.out());
    assertThat(document.path("results").size()).isGreaterThanOrEqualTo(3);
    JsonNode series = document.path("series").path(0);
    assertThat(series.path("backend").asText()).isEqualTo("java-undertow");
    assertThat(series.path("points").size()).isEqualTo(series.path("steps").size() + 1);
    assertThat(series.path("steps").findValuesAsText("outcome")).contains("not-comparable");
  }

  @Test
  void aDamagedFileIsNamedAndTheOthersAreUsed() throws IOException {
    Path result = TestTerminal.repository().resolve("results/2026-11-26T020500Z.json");
    Files.copy(result, folder.resolve("good.json"));
    Files.writeString(folder.resolve("bad.json"), "{\"schemaVersion\": \"9.0.0\"}");
    Files.createDirectory(folder.resolve("run"));
    Files.copy(result, folder.resolve("run/benchmark-results.json"));
    assertThat(terminal.run("history", folder.toString())).isZero();
    assertThat(terminal.out())
        .contains("# History of 2 results")
        .contains("bad.json")
        .contains("9.0.0")
        .contains("run/benchmark-results.json");
  }

  @Test
  void aFolderWithoutResultsIsSaidToBeOne() {
    assertThat(terminal.run("history", folder.toString())).isEqualTo(ExitCode.USAGE.code());
    assertThat(terminal.err()).contains("holds no result of a comparison");
    TestTerminal missing = TestTerminal.inRepository();
    assertThat(missing.run("history", folder.resolve("none").toString()))
        .isEqualTo(ExitCode.USAGE.code());
    TestTerminal metric = TestTerminal.inRepository();
    assertThat(metric.run("history", "--metric", "speed")).isEqualTo(ExitCode.USAGE.code());
    assertThat(metric.err()).contains("no metric 'speed'").contains("eventsPerSecond");
  }
}
