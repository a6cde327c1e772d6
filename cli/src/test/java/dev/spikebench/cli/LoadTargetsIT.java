package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spikebench.backends.process.ProcessTree;
import dev.spikebench.cli.testing.FragileTarget;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The ways to name a target of `load`, and what is said where it fails.
class LoadTargetsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FOR_EVER = 0;

  @TempDir private Path folder;

  private final TestTerminal terminal = TestTerminal.inRepository();

  @AfterEach
  void nothingThatWasStartedLivesOn() throws IOException {
    assertThat(ProcessHandle.current().descendants().filter(ProcessTree::lives)).isEmpty();
    try (Stream<Path> tree = Files.walk(folder)) {
      assertThat(tree.filter(path -> path.toString().contains(".db"))).isEmpty();
    }
  }

  @Test
  void describedBackendIsBuiltStartedMeasuredAndEnded() throws IOException {
    JsonNode process = process(load("--backend", "java-undertow", "--events", "1000"));

    assertThat(process.path("kind").textValue()).isEqualTo("backend");
    assertThat(value(process, "startupNs")).isPositive();
    assertThat(value(process, "sizeBytes")).isPositive();
    assertThat(value(process, "peakRssBytes")).isPositive();
    assertThat(value(process, "highestRssBytes"))
        .isGreaterThanOrEqualTo(value(process, "peakRssBytes"));
    assertThat(value(process, "cpuNs")).isPositive();
    assertThat(value(process, "databaseBytes")).isPositive();
    assertThat(process.path("syncs").path("reason").textValue()).contains("--count-syncs");
    assertThat(process.path("series").path("samples").size()).isGreaterThanOrEqualTo(2);
    JsonNode first = process.path("series").path("samples").path(0);
    assertThat(first.path("atMs").doubleValue()).isZero();
    assertThat(first.path("rssBytes").longValue()).isPositive();
  }

  @Test
  void commandAtAFreePortIsStartedMeasuredAndEnded() throws IOException {
    JsonNode process = process(launch(FOR_EVER));

    assertThat(process.path("kind").textValue()).isEqualTo("launch");
    assertThat(value(process, "startupNs")).isPositive();
    assertThat(value(process, "threads")).isPositive();
    assertThat(process.path("databaseBytes").path("value").isNull()).isTrue();
    assertThat(process.path("databaseBytes").path("reason").textValue()).contains("no file");
    assertThat(process.path("sizeBytes").path("reason").textValue()).contains("not known");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void targetIsHeldToTheProcessorsAskedFor() throws IOException {
    terminal.run(launchArguments(FOR_EVER, "--server-cpus", "0"));
    assertThat(process(JSON.readTree(terminal.out())).path("affinity").textValue()).isEqualTo("0");
    assertThat(terminal.run("load", "http://127.0.0.1:9", "--server-cpus", "0")).isEqualTo(2);
    assertThat(terminal.err()).contains("--server-cpus goes with --pid alone");
  }

  @Test
  void syncsAreCountedInASecondRun() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "needs strace");
    JsonNode document = load("--backend", "java-undertow", "--events", "1000", "--count-syncs");

    JsonNode process = process(document);
    assertThat(value(process, "syncs")).isNotNegative();
    assertThat(process.path("syncsEventsAcknowledged").longValue()).isEqualTo(1_000);
    assertThat(document.path("eventsStored").longValue()).isEqualTo(1_000);
  }

  @Test
  void urlAloneHasNoFiguresOfTheProcessButTheReason() throws Exception {
    try (RunningTarget target = RunningTarget.start()) {
      JsonNode process = process(load(target.url()));

      assertThat(process.path("kind").textValue()).isEqualTo("url");
      for (String figure : List.of("peakRssBytes", "cpuNs", "openFiles", "walBytes", "startupNs")) {
        assertThat(process.path(figure).path("value").isNull()).as(figure).isTrue();
        assertThat(process.path(figure).path("reason").textValue()).as(figure).isNotBlank();
      }
      assertThat(process.path("peakRssBytes").path("reason").textValue()).contains("--pid");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void processThatListensIsObserved() throws Exception {
    try (RunningTarget target = RunningTarget.start()) {
      JsonNode process = process(load(target.url(), "--pid", target.pid()));

      assertThat(process.path("kind").textValue()).isEqualTo("pid");
      assertThat(process.path("pid").asText()).isEqualTo(target.pid());
      assertThat(value(process, "peakRssBytes")).isPositive();
      assertThat(process.path("startupNs").path("reason").textValue()).contains("ran before");
      assertThat(process.path("databaseBytes").path("reason").textValue()).contains("not known");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void processThatDoesNotListenIsRefusedAndTheOneThatDoesIsNamed() throws Exception {
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try (RunningTarget target = RunningTarget.start()) {
      int exitCode =
          terminal.run("load", target.url(), "--pid", Long.toString(stranger.pid()), "-q");

      assertThat(exitCode).isEqualTo(ExitCode.USAGE.code());
      assertThat(terminal.err())
          .contains("process " + target.pid() + " (")
          .contains("name that one")
          .doesNotContain("\tat ");
    } finally {
      stranger.destroyForcibly();
      assertThat(stranger.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void targetThatDiesAtItsStartIsToldInItsOwnWords() {
    int exitCode =
        terminal.run(arguments("load", "--launch", "sh -c 'echo no such table >&2; exit 3'", "-q"));

    assertThat(exitCode).isEqualTo(ExitCode.TARGET_UNAVAILABLE.code());
    assertThat(terminal.err())
        .contains("ended with exit code 3 before it was healthy")
        .contains("no such table")
        .doesNotContain("\tat ");
  }

  @Test
  void programThatDoesNotExistIsSaid() {
    assertThat(terminal.run(arguments("load", "--launch", "no-such-program-here", "-q")))
        .isEqualTo(ExitCode.TARGET_UNAVAILABLE.code());
    assertThat(terminal.err()).contains("no-such-program-here").doesNotContain("\tat ");
  }

  @Test
  void targetThatDiesInMidRunLeavesAPartialResult() throws IOException {
    Path output = folder.resolve("out");
    int exitCode =
        terminal.run(
            arguments(
                "load",
                "--launch",
                FragileTarget.command(500),
                "--ready-path",
                "/healthz",
                "--batch-size",
                "1",
                "--warmup",
                "10",
                "-n",
                "2000",
                "-c",
                "4",
                "--no-self-warmup",
                "--json",
                "-q",
                "-o",
                output.toString()));

    assertThat(exitCode).as(terminal.err()).isEqualTo(ExitCode.TARGET_UNAVAILABLE.code());
    assertThat(terminal.err())
        .contains("stopped listening")
        .contains("ended by itself with exit code 9")
        .contains(FragileTarget.LAST_WORDS)
        .doesNotContain("\tat ");
    JsonNode partial = JSON.readTree(terminal.out());
    assertThat(partial.path("valid").booleanValue()).isFalse();
    assertThat(partial.path("requestsOk").longValue()).isBetween(400L, 490L);
    assertThat(partial.path("invalidReasons").toString()).contains("stopped listening");
    assertThat(value(process(partial), "peakRssBytes")).isPositive();
    assertThat(JSON.readTree(output.resolve("load.json").toFile())).isEqualTo(partial);
  }

  @Test
  void portThatIsTakenIsSaidBeforeAnythingIsStarted() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + taken.getLocalPort() + "/healthz";
      int exitCode =
          terminal.run(arguments("load", "--launch", "sleep 60", "--ready-url", url, "-q"));

      assertThat(exitCode).isEqualTo(ExitCode.TARGET_UNAVAILABLE.code());
      assertThat(terminal.err()).contains("listens on port " + taken.getLocalPort() + " already");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void fullDiskCostsTheFileAndNotTheResult() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=4k", "none", disk.toString()) == 0);
    try {
      int exitCode = terminal.run(launchArguments(FOR_EVER, "-o", disk.toString()));

      assertThat(exitCode).isEqualTo(ExitCode.TOOL_FAILURE.code());
      assertThat(terminal.err())
          .contains("cannot write " + disk.resolve("load.json"))
          .contains("No space left on device")
          .contains("the result above is whole")
          .doesNotContain("\tat ");
      assertThat(JSON.readTree(terminal.out()).path("requestsOk").longValue()).isEqualTo(100);
    } finally {
      assertThat(run("umount", disk.toString())).isZero();
    }
  }

  private JsonNode launch(int requests) throws IOException {
    int exitCode = terminal.run(launchArguments(requests));
    assertThat(exitCode).as(terminal.err()).isIn(0, ExitCode.INVALID_MEASUREMENT.code());
    return JSON.readTree(terminal.out());
  }

  private String[] launchArguments(int requests, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "load",
                "--launch",
                FragileTarget.command(requests),
                "--ready-path",
                "/healthz",
                "--batch-size",
                "1",
                "-n",
                "100",
                "-c",
                "4",
                "--no-self-warmup",
                "--json",
                "-q"));
    arguments.addAll(List.of(more));
    return arguments(arguments.toArray(String[]::new));
  }

  /// Runs `load` with a target that lives for ever, and reads its document.
  private JsonNode load(String... target) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("load"));
    arguments.addAll(List.of(target));
    if (!arguments.contains("--events")) {
      arguments.addAll(List.of("-n", "100", "--batch-size", "1"));
    }
    arguments.addAll(List.of("-c", "4", "--no-self-warmup", "--json", "-q"));
    boolean starts = arguments.contains("--backend");
    int exitCode =
        terminal.run(
            starts
                ? arguments(arguments.toArray(String[]::new))
                : arguments.toArray(String[]::new));
    assertThat(exitCode).as(terminal.err()).isIn(0, ExitCode.INVALID_MEASUREMENT.code());
    return JSON.readTree(terminal.out());
  }

  private String[] arguments(String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--work-dir", folder.resolve("work").toString()));
    return arguments.toArray(String[]::new);
  }

  private static JsonNode process(JsonNode document) {
    return document.path("process");
  }

  private static double value(JsonNode process, String figure) {
    JsonNode measurement = process.path(figure);
    assertThat(measurement.path("value").isNumber()).as(figure + ": " + measurement).isTrue();
    return measurement.path("value").doubleValue();
  }

  /// A target that somebody else has started.
  private record RunningTarget(Process process, int port) implements AutoCloseable {
    static RunningTarget start() throws IOException {
      int port;
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      String command = FragileTarget.command(FOR_EVER).replace("${port}", Integer.toString(port));
      RunningTarget target =
          new RunningTarget(
              new ProcessBuilder("sh", "-c", "exec " + command)
                  .redirectErrorStream(true)
                  .redirectOutput(Redirect.DISCARD)
                  .start(),
              port);
      await().atMost(Duration.ofSeconds(30)).until(target::listens);
      return target;
    }

    String url() {
      return "http://127.0.0.1:" + port;
    }

    String pid() {
      return Long.toString(process.pid());
    }

    private boolean listens() {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return socket.isConnected();
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }

  private static int run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    return process.waitFor();
  }
}
