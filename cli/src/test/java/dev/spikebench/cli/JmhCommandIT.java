package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged benchmarks, run as processes.
class JmhCommandIT {
  private final JsonMapper mapper = JsonMapper.builder().build();

  @TempDir private Path folder;

  @Test
  void whatIsMeasuredIsPrintedAndWritten() throws Exception {
    TestTerminal terminal = TestTerminal.inRepository();

    int exitCode =
        terminal.run("jmh", "--quick", "RecordingBenchmark.one$", "--json", "-o", folder + "");

    assertThat(exitCode).as(terminal.err()).isZero();
    JsonNode result = mapper.readTree(terminal.out()).path("benchmarks").path(0);
    assertThat(result.path("benchmark").asText()).isEqualTo("RecordingBenchmark.one");
    assertThat(result.path("score").asDouble()).isPositive();
    assertThat(result.path("unit").asText()).isEqualTo("ns/op");
    assertThat(result.path("allocatedBytesPerOperation").isNumber()).isTrue();
    JsonNode written = mapper.readTree(folder.resolve("jmh.json").toFile());
    assertThat(written.path(0).path("primaryMetric").path("score").asDouble())
        .isEqualTo(result.path("score").asDouble());
    assertThat(folder.resolve("jmh.log")).content().contains("Run complete");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("jmh.json", "jmh.log");
    assertThat(terminal.err()).contains("[1/1] RecordingBenchmark.one");
  }

  @Test
  void resultsArePutIntoAResultFileAndItsReports() throws Exception {
    TestTerminal terminal = TestTerminal.inRepository();
    Path compared = Files.createDirectory(folder.resolve("compared"));
    Path file = compared.resolve("benchmark-results.json");
    Files.copy(
        TestTerminal.repository()
            .resolve("results/src/test/resources/scenarios/three-backends.json"),
        file);

    int exitCode =
        terminal.run(
            "jmh",
            "--quick",
            "RecordingBenchmark.one$",
            "-o",
            folder.resolve("jmh").toString(),
            "--into",
            file.toString());

    assertThat(exitCode).as(terminal.err()).isZero();
    assertThat(mapper.readTree(file.toFile()).path("microbenchmarks").path(0).path("benchmark"))
        .hasToString("\"RecordingBenchmark.one\"");
    assertThat(compared.resolve("report.md")).content().contains("An event's time");
    assertThat(terminal.run("jmh", "--into", folder.resolve("none.json").toString())).isNotZero();
    assertThat(terminal.run("compare", "--jmh", file.toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("is no result of JMH");
  }

  @Test
  void aDryRunNamesTheBenchmarksOfEveryQuestion() {
    TestTerminal terminal = TestTerminal.inRepository();

    assertThat(terminal.run("jmh", "--dry-run")).isZero();

    assertThat(terminal.out())
        .contains("ParsingBenchmark.batchOf50", "TruncationBenchmark", "InsertBenchmark")
        .contains("FanOutBenchmark", "RenderingBenchmark", "RecordingBenchmark");
  }

  @Test
  void aPatternThatMatchesNothingEndsWithTwoAndNamesWhatThereIs() {
    TestTerminal terminal = TestTerminal.inRepository();

    assertThat(terminal.run("jmh", "NoSuchQuestion")).isEqualTo(ExitCode.USAGE.code());

    assertThat(terminal.err()).contains("NoSuchQuestion", "InsertBenchmark.store");
  }

  @Test
  void anArchiveThatIsNoneIsTold() throws Exception {
    Path jar = folder.resolve("jmh/target/benchmarks.jar");
    TestTerminal terminal = new TestTerminal(folder);

    assertThat(terminal.run("jmh")).isEqualTo(ExitCode.USAGE.code());
    assertThat(terminal.err()).contains("not built", "mvn -DskipTests package");

    Files.createDirectories(jar.resolveSibling(""));
    Files.writeString(jar, "no archive");
    assertThat(terminal.run("jmh")).isEqualTo(ExitCode.TOOL_FAILURE.code());
    assertThat(terminal.err()).contains("cannot list the benchmarks");
  }
}
