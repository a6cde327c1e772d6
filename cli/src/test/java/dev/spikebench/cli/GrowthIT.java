package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.results.growth.GrowthResults;
import dev.spikebench.results.growth.GrowthRun;
import dev.spikebench.results.json.GrowthFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Growth in small: an empty database and one with some thousand events.
class GrowthIT {
  @TempDir private Path folder;

  @Test
  void eachLevelIsFilledAndMeasured() throws IOException {
    TestTerminal terminal = TestTerminal.inRepository();
    Path output = folder.resolve("out");
    Path work = folder.resolve("work");

    int exitCode =
        terminal.run(
            "growth",
            "-b",
            "java-undertow-jar",
            "--ids",
            "random-ids",
            "--max-events",
            "60000",
            "--rounds",
            "1",
            "--work-dir",
            work.toString(),
            "-o",
            output.toString());

    assertThat(exitCode).as(terminal.err()).isZero();
    GrowthResults results = GrowthFiles.read(output.resolve("growth-results.json"));
    assertThat(results.runs())
        .hasSize(2)
        .allSatisfy(
            run -> {
              assertThat(run.timeToHealthyMs()).isPositive();
              assertThat(run.eventsPerSecond()).isPositive();
              assertThat(run.reads()).hasSize(4).allMatch(read -> read.medianMs() > 0);
            });
    assertThat(results.runs()).extracting(GrowthRun::storedEvents).containsExactly(0L, 60_000L);
    assertThat(results.runs().getLast().databaseBytes())
        .isGreaterThan(results.runs().getFirst().databaseBytes());
    assertThat(output.resolve("growth.md")).content().contains("random ids");
    assertThat(output.resolve("growth.html")).content().contains("<svg ");
    assertThat(output.resolve("growth-results.partial.json")).doesNotExist();
    try (var left = Files.list(work)) {
      assertThat(left).isEmpty();
    }
    assertThat(terminal.run("report", output.resolve("growth-results.json").toString())).isZero();
  }

  @Test
  void impossibleNumbersAndShapesAreRefused() {
    TestTerminal terminal = TestTerminal.inRepository();

    assertThat(terminal.run("growth", "--max-events", "-1")).isEqualTo(2);
    assertThat(terminal.run("growth", "--rounds", "0")).isEqualTo(2);
    assertThat(terminal.run("growth", "--ids", "ascending")).isEqualTo(2);

    assertThat(terminal.err()).contains("--max-events", "--rounds", "spec or random-ids");
  }
}
