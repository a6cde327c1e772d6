package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spikebench.backends.process.ProcessTree;
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

/// Ctrl-C while a calibration waits for a load generator of its own.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "sends a POSIX signal")
class InterruptedCalibrationIT {
  /// The exact server and the load generator.
  private static final int PROCESSES = 2;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void endsWhatItStartedAndSaysWhatWasLeftOut() throws Exception {
    Path log = folder.resolve("log");
    Process calibration = start(log);
    try {
      await()
          .atMost(PATIENCE)
          .until(() -> !calibration.isAlive() || calibration.descendants().count() >= PROCESSES);
      List<ProcessHandle> started = calibration.descendants().toList();
      assertThat(started).as(Files.readString(log)).hasSizeGreaterThanOrEqualTo(PROCESSES);
      ToolProcess.signal(calibration, "INT");

      assertThat(calibration.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(calibration.exitValue()).as(Files.readString(log)).isEqualTo(130);
      assertThat(started).noneMatch(ProcessTree::lives);
      JsonNode checks =
          new ObjectMapper().readTree(folder.resolve("calibration.json").toFile()).path("checks");
      assertThat(checks).hasSize(1);
      assertThat(checks.get(0).path("state").asText()).isEqualTo("LEFT_OUT");
      assertThat(checks.get(0).path("reason").asText()).contains("interrupted");
    } finally {
      ToolProcess.end(calibration);
    }
  }

  private Process start(Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("calibrate", "--only", "innocent-client"));
    command.addAll(List.of("-o", folder.toString()));
    return ToolProcess.of(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }
}
