package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spikebench.backends.process.ProcessTree;
import dev.spikebench.cli.testing.FragileTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of a started target when `load` is told to end, or crashes.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends a POSIX signal")
class InterruptedLoadIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalEndsTheTargetAndLeavesAPartialResult(String signal, int exitCode) throws Exception {
    Process load = start();
    try {
      List<ProcessHandle> target = targetUnderLoad(load);
      ToolProcess.signal(load, signal);

      assertThat(load.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(load.exitValue()).as(Files.readString(err())).isEqualTo(exitCode);
      assertThat(target).noneMatch(ProcessTree::lives);
      JsonNode partial = new ObjectMapper().readTree(out().toFile());
      assertThat(partial.path("interrupted").booleanValue()).isTrue();
      assertThat(partial.path("valid").booleanValue()).isFalse();
      assertThat(partial.path("requestsOk").longValue()).isPositive();
    } finally {
      ToolProcess.end(load);
    }
  }

  @Test
  void theNextLoadEndsWhatACrashedOneLeft() throws Exception {
    Process load = start();
    List<ProcessHandle> orphans = targetUnderLoad(load);
    try {
      load.destroyForcibly();
      assertThat(load.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(orphans).anyMatch(ProcessTree::lives);

      TestTerminal next = TestTerminal.inRepository();
      next.run("load", "--launch", "false", "--work-dir", work());

      assertThat(next.err()).contains("clearing up what an earlier run left");
      await().atMost(PATIENCE).until(() -> orphans.stream().noneMatch(ProcessTree::lives));
    } finally {
      orphans.forEach(ProcessHandle::destroyForcibly);
      ToolProcess.end(load);
    }
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("load", "--launch", FragileTarget.command(0)));
    command.addAll(List.of("--ready-path", "/healthz", "--work-dir", work()));
    command.addAll(List.of("--batch-size", "1", "-n", "1000000", "-c", "2"));
    command.addAll(List.of("--no-self-warmup", "--json"));
    return ToolProcess.of(command)
        .redirectOutput(out().toFile())
        .redirectError(err().toFile())
        .start();
  }

  /// The processes of the target, once the measured part has begun.
  private List<ProcessHandle> targetUnderLoad(Process load) {
    await()
        .atMost(PATIENCE)
        .until(() -> !load.isAlive() || Files.readString(err()).contains("measured: "));
    return load.descendants().toList();
  }

  private String work() {
    return folder.resolve("work").toString();
  }

  private Path out() {
    return folder.resolve("out");
  }

  private Path err() {
    return folder.resolve("err");
  }
}
