package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spikebench.backends.process.ProcessTree;
import dev.spikebench.cli.testing.FragileTarget;
import dev.spikebench.results.json.SoakFiles;
import dev.spikebench.results.soak.SoakInterval;
import dev.spikebench.results.soak.SoakResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of hours of a soak when somebody ends it.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends a POSIX signal")
class InterruptedSoakIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// The line of an interval begins with its end, in minutes and seconds.
  private static final Pattern ROW = Pattern.compile("^ *\\d+:\\d\\d ", Pattern.MULTILINE);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalEndsTheTargetAndLeavesWhatWasSeen(String signal, int exitCode) throws Exception {
    Process soak = start();
    try {
      await().atMost(PATIENCE).until(() -> !soak.isAlive() || intervalsSaid() >= 2);
      assertThat(soak.isAlive()).as(Files.readString(err())).isTrue();
      List<ProcessHandle> target = soak.descendants().toList();
      ToolProcess.signal(soak, signal);

      assertThat(soak.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(soak.exitValue()).as(Files.readString(err())).isEqualTo(exitCode);
      assertThat(target).isNotEmpty().noneMatch(ProcessTree::lives);
      SoakResults results = SoakFiles.read(folder.resolve("soak-results.json"));
      assertThat(results.interrupted()).isTrue();
      assertThat(results.intervals()).hasSizeGreaterThanOrEqualTo(2);
      assertThat(results.totals().eventsAcknowledged())
          .isPositive()
          .isEqualTo(
              results.intervals().stream().mapToLong(SoakInterval::eventsAcknowledged).sum());
      assertThat(folder.resolve("soak.html")).content().contains("interrupted");
    } finally {
      ToolProcess.end(soak);
    }
  }

  private long intervalsSaid() throws IOException {
    return ROW.matcher(Files.readString(out())).results().count();
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("soak", "--launch", FragileTarget.command(0)));
    command.addAll(List.of("--ready-path", "/healthz", "--batch-size", "1", "--minutes", "10"));
    command.addAll(List.of("--interval", "1s", "--subscribers", "0", "--self-warmup", "off"));
    command.addAll(List.of("--work-dir", folder.resolve("work").toString()));
    command.addAll(List.of("-o", folder.toString()));
    return ToolProcess.of(command)
        .redirectOutput(out().toFile())
        .redirectError(err().toFile())
        .start();
  }

  private Path out() {
    return folder.resolve("out");
  }

  private Path err() {
    return folder.resolve("err");
  }
}
