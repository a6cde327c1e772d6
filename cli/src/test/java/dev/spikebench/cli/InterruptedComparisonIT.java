package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Ctrl-C in the middle of a comparison.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends a POSIX signal")
class InterruptedComparisonIT {

  @TempDir private Path folder;

  @Test
  void leavesAPartialResultAndEverythingElseAsItWas() throws Exception {
    Path output = Files.createDirectories(folder.resolve("run"));
    Path earlier = Files.writeString(output.resolve("benchmark-results.json"), "an earlier result");
    Path log = folder.resolve("log");
    Process comparison = start(output, log);
    try {
      Awaitility.await()
          .atMost(Duration.ofMinutes(6))
          .until(() -> !comparison.isAlive() || Files.readString(log).contains("/200]"));
      List<ProcessHandle> backends = comparison.descendants().toList();

      ToolProcess.signal(comparison, "INT");

      assertThat(comparison.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(comparison.exitValue()).as(Files.readString(log)).isEqualTo(130);
      BenchmarkResults partial = ResultFiles.read(output.resolve("benchmark-results.partial.json"));
      assertThat(partial.run().status()).isEqualTo(RunStatus.PARTIAL);
      assertThat(partial.iterations()).isNotEmpty();
      assertThat(earlier).hasContent("an earlier result");
      assertThat(backends).noneMatch(ProcessHandle::isAlive);
      assertThat(databases()).isEmpty();
    } finally {
      ToolProcess.end(comparison);
    }
  }

  private Process start(Path output, Path log) throws IOException {
    List<String> command =
        List.of(
            "compare",
            "--backend",
            "java-undertow-jar",
            "--no-raw-rate",
            "--iterations",
            "200",
            "--events",
            "500",
            "--work-dir",
            folder.resolve("work").toString(),
            "--output",
            output.toString());
    return ToolProcess.of(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private List<Path> databases() throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(path -> path.getFileName().toString().contains(".db")).toList();
    }
  }
}
