package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spikebench.loadgen.nullserver.Answer;
import dev.spikebench.loadgen.nullserver.NullServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// What `load` leaves behind and how it ends, against the server with exact delays.
class LoadOutputsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestTerminal terminal = TestTerminal.inRepository();
  private final NullServer server =
      NullServer.start(request -> Answer.storeAfter(Duration.ofMillis(20)));

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everyIntervalIsALineOfJsonAndTheLinesAddUp() throws IOException {
    Path file = folder.resolve("new/run.ndjson");

    assertThat(load("--timeseries", file.toString(), "--interval", "100ms", "--json"))
        .as(terminal.err())
        .isZero();

    List<String> lines = Files.readAllLines(file);
    long requests = 0;
    long events = 0;
    for (String line : lines) {
      JsonNode interval = JSON.readTree(line);
      requests += interval.path("requestsOk").longValue();
      events += interval.path("eventsAcknowledged").longValue();
      assertThat(interval.path("endMs").doubleValue())
          .isGreaterThan(interval.path("startMs").doubleValue());
    }
    JsonNode document = JSON.readTree(terminal.out());
    assertThat(lines).hasSizeGreaterThan(1);
    assertThat(requests).isEqualTo(document.path("requestsOk").longValue()).isEqualTo(40);
    assertThat(events).isEqualTo(document.path("eventsAcknowledged").longValue());
  }

  @Test
  void theDistributionAndTheLogAreInHdrHistogramsOwnForms() throws IOException {
    Path distribution = folder.resolve("run.hgrm");
    Path log = folder.resolve("run.hlog");

    assertThat(load("--hdr", distribution.toString(), "--hlog", log.toString()))
        .as(terminal.err())
        .isZero();

    assertThat(Files.readString(distribution))
        .contains("Value     Percentile TotalCount 1/(1-Percentile)")
        .contains("Total count    =           40]");
    assertThat(Files.readString(log))
        .contains("#[Histogram log format version 1.3]")
        .contains("Tag=wire,", "Tag=from-plan,", "Tag=send-lag,");
  }

  @Test
  void theHeadHasTheLinesThatReadersOfWrkLookFor() {
    assertThat(load()).as(terminal.err()).isZero();

    assertThat(terminal.out().lines().toList())
        .anyMatch(line -> line.matches("Running .* @ " + server.uri() + "/api/events/batch"))
        .anyMatch(line -> line.matches(" {4}Latency +\\d+\\.\\d\\dms +\\S+ +\\S+ +\\d+\\.\\d\\d%"))
        .anyMatch(line -> line.matches(" {5}99% +\\d+\\.\\d\\dms"))
        .anyMatch(line -> line.matches("Requests/sec: +\\d+\\.\\d\\d"))
        .anyMatch(line -> line.matches("Transfer/sec: +\\d+\\.\\d\\d[KM]?B"));
    assertThat(terminal.out()).startsWith("VALID");
  }

  @Test
  void aBreachedThresholdEndsWithThreeAndIsNamed() throws IOException {
    int exitCode = load("--threshold", "p50<1ms", "--threshold", "failed_rate<0.1%", "--json");

    assertThat(exitCode).isEqualTo(ExitCode.ANSWER_IS_NO.code());
    JsonNode thresholds = JSON.readTree(terminal.out()).path("thresholds");
    assertThat(thresholds).hasSize(2);
    assertThat(thresholds.path(0).path("held").booleanValue()).isFalse();
    assertThat(thresholds.path(0).path("value").doubleValue()).isGreaterThanOrEqualTo(20e6);
    assertThat(thresholds.path(1).path("held").booleanValue()).isTrue();
  }

  @Test
  void thresholdsThatHoldEndWell() {
    assertThat(load("--threshold", "p50>=20ms", "--threshold", "failed==0"))
        .as(terminal.err())
        .isZero();
    assertThat(terminal.out()).contains("ok       p50>=20ms");
  }

  @Test
  void aBreachCanEndTheRunEarly() throws IOException {
    int exitCode =
        load(
            "--threshold",
            "p50<1ms",
            "--abort-on-fail",
            "--interval",
            "50ms",
            "-n",
            "100000",
            "--json");

    assertThat(exitCode).isEqualTo(ExitCode.ANSWER_IS_NO.code());
    JsonNode document = JSON.readTree(terminal.out());
    assertThat(document.path("abortedByThreshold").booleanValue()).isTrue();
    assertThat(document.path("interrupted").booleanValue()).isFalse();
    assertThat(document.path("requestsOk").longValue()).isBetween(1L, 99_999L);
  }

  @Test
  void aFileThatCannotBeWrittenIsRefusedBeforeTheTargetSeesAByte() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(load("--hdr", file.resolve("run.hgrm").toString())).isEqualTo(ExitCode.USAGE.code());

    assertThat(terminal.err()).contains("cannot write to").contains("name another file");
    assertThat(server.counts().requests()).isZero();
  }

  /// The device that is always full; Linux has it everywhere.
  static boolean hasFullDevice() {
    return Files.exists(Path.of("/dev/full"));
  }

  @Test
  @EnabledIf("hasFullDevice")
  void aFullDiskCostsTheFileAndNotTheResult() {
    assertThat(load("--timeseries", "/dev/full", "--hdr", "/dev/full"))
        .isEqualTo(ExitCode.TOOL_FAILURE.code());

    assertThat(terminal.out()).contains("VALID").contains("Requests/sec:");
    assertThat(terminal.err())
        .contains("could not write all of /dev/full, /dev/full")
        .doesNotContain("Exception");
  }

  private int load(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("load", "--url", server.uri().toString(), "--self-warmup", "off", "-q"));
    arguments.addAll(List.of("--client-check", "off", "-c", "4"));
    List<String> own = Arrays.asList(more);
    if (!own.contains("-n")) {
      arguments.addAll(List.of("-n", "40"));
    }
    arguments.addAll(own);
    return terminal.run(arguments.toArray(String[]::new));
  }
}
