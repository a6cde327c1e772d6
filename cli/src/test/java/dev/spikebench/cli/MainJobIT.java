package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spikebench.backends.descriptor.BackendDescriptors;
import dev.spikebench.backends.launch.BackendLauncher;
import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.model.StreamCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job and its parts as a user runs them, against the packaged server.
class MainJobIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestTerminal terminal = TestTerminal.inRepository();

  @TempDir private Path folder;

  @Test
  void compareMeasuresWritesAndPrints() throws IOException {
    Path output = folder.resolve("run");
    Path work = folder.resolve("work");

    int exitCode =
        terminal.run(
            "compare",
            "--backend",
            "java-undertow",
            "--iterations",
            "2",
            "--events",
            "2000",
            "--subscribers",
            "60",
            "--open-loop",
            "50",
            "--open-loop-time",
            "2s",
            "--no-raw-rate",
            "--seed",
            "7",
            "--work-dir",
            work.toString(),
            "--output",
            output.toString());

    assertThat(exitCode).as(terminal.err()).isZero();
    BenchmarkResults results = ResultFiles.read(output.resolve("benchmark-results.json"));
    assertThat(results.run().status()).isEqualTo(RunStatus.COMPLETE);
    assertThat(results.run().seed()).isEqualTo(7);
    assertThat(results.run().arguments()).contains("compare", "--iterations");
    assertThat(results.workload().id()).isEqualTo("spec-custom");
    BackendSummary backend = results.backends().getFirst();
    assertThat(backend.parity().passed()).isEqualTo(18);
    assertThat(results.workload().streamSubscribers()).isEqualTo(60);
    assertThat(results.iterations())
        .hasSize(2)
        .allSatisfy(MainJobIT::storedIsAcknowledged)
        .allSatisfy(MainJobIT::deliveredIsAcknowledged);
    assertThat(results.openRuns())
        .hasSize(1)
        .allSatisfy(
            run -> {
              assertThat(run.requestsFailed()).isZero();
              assertThat(run.requestsSent()).isPositive();
              assertThat(run.eventsStored()).isEqualTo(run.eventsAcknowledged());
            });
    assertThat(output.resolve("report.md")).content().contains("### Event stream", "### Open loop");
    assertThat(output.resolve("report.html")).isNotEmptyFile();
    assertThat(output.resolve("backends/java-undertow/iteration-002.log")).isNotEmptyFile();
    assertThat(terminal.out()).contains("18/18");
    assertThat(databasesIn(folder)).isEmpty();
  }

  private static void storedIsAcknowledged(Iteration iteration) {
    assertThat(iteration.counts().eventsStored()).isEqualTo(2_000);
    assertThat(iteration.counts().eventsAcknowledged()).isEqualTo(2_000);
    assertThat(iteration.counts().warmupEvents()).isEqualTo(500);
    assertThat(iteration.identity().pid()).isPositive();
  }

  private static void deliveredIsAcknowledged(Iteration iteration) {
    StreamCounts stream = Objects.requireNonNull(iteration.stream());
    assertThat(stream.subscribers()).isEqualTo(60);
    assertThat(stream.delivered()).isEqualTo(60 * 2_000);
    assertThat(stream.flawless()).isTrue();
    assertThat(stream.deliveryLatencyHistogram()).isNotNull();
  }

  private static List<Path> databasesIn(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(path -> path.getFileName().toString().contains(".db")).toList();
    }
  }

  @Test
  void aBackendMayBeLoadedTwiceInARow() throws IOException {
    try (RunningBackend backend = start()) {
      for (int run = 0; run < 2; run++) {
        TestTerminal one = TestTerminal.inRepository();
        int exitCode =
            one.run(
                "load",
                "--url",
                backend.baseUri().toString(),
                "--events",
                "1000",
                "--pid",
                Long.toString(backend.pid()),
                "--no-self-warmup",
                "--json",
                "-q");

        JsonNode document = JSON.readTree(one.out());
        assertThat(one.err()).isEmpty();
        assertThat(document.path("eventsAcknowledged").asLong()).isEqualTo(1_000);
        assertThat(document.path("eventsStored").asLong()).isEqualTo(1_000);
        assertThat(document.path("requestsFailed").asLong()).isZero();
        assertThat(document.path("latencyMs").path("p99").asDouble()).isPositive();
        assertThat(document.path("process").path("peakRssBytes").path("value").asDouble())
            .isPositive();
        assertThat(exitCode).isIn(0, ExitCode.INVALID_MEASUREMENT.code());
        assertThat(document.path("valid").asBoolean()).isEqualTo(exitCode == 0);
      }
    }
  }

  /// Statistics come four times a second meanwhile.
  @Test
  void twentySubscribersGetEveryEventOnceAndInOrder() throws IOException {
    Map<String, String> environment = Map.of("INGEST_STATS_INTERVAL_MS", "250");
    try (RunningBackend backend = start(environment)) {
      int exitCode =
          terminal.run(
              "load",
              "--url",
              backend.baseUri().toString(),
              "--events",
              "20000",
              "--subscribers",
              "20",
              "--no-self-warmup",
              "--json",
              "-q");

      JsonNode document = JSON.readTree(terminal.out());
      JsonNode subscribers = document.path("subscribers");
      assertThat(exitCode).as(terminal.out()).isIn(0, ExitCode.INVALID_MEASUREMENT.code());
      assertThat(document.path("eventsAcknowledged").asLong()).isEqualTo(20_000);
      assertThat(subscribers.path("connected").asInt()).isEqualTo(20);
      assertThat(subscribers.path("expected").asLong()).isEqualTo(20 * 20_000);
      assertThat(subscribers.path("delivered").asLong()).isEqualTo(20 * 20_000);
      assertThat(subscribers.path("uncountedEvents").asLong()).isEqualTo(20 * 500);
      assertThat(subscribers.path("statsMessages").asLong()).isPositive();
      for (String none :
          List.of("lost", "duplicates", "outOfOrder", "unreadable", "otherEvents", "reconnects")) {
        assertThat(subscribers.path(none).asLong(-1)).as(none).isZero();
      }
      assertThat(subscribers.path("deliveryLatencyMs").path("p99").asDouble()).isPositive();
    }
  }

  @Test
  void moreSubscribersThanTheBackendLetsInMakeTheRunInvalid() throws IOException {
    try (RunningBackend backend = start(Map.of("INGEST_MAX_SSE_CLIENTS", "2"))) {
      int exitCode =
          terminal.run(
              "load",
              "--url",
              backend.baseUri().toString(),
              "--events",
              "1000",
              "--subscribers",
              "3",
              "--no-self-warmup",
              "--json",
              "-q");

      JsonNode subscribers = JSON.readTree(terminal.out()).path("subscribers");
      assertThat(exitCode).isEqualTo(ExitCode.INVALID_MEASUREMENT.code());
      assertThat(subscribers.path("connected").asInt()).isEqualTo(2);
      assertThat(subscribers.path("refused").asLong()).isPositive();
      assertThat(subscribers.path("delivered").asLong()).isEqualTo(2 * 1_000);
      assertThat(subscribers.path("lost").asLong(-1)).isZero();
    }
  }

  @Test
  void slowReaderIsReportedBesideAPromptOne() throws IOException {
    try (RunningBackend backend = start()) {
      terminal.run(
          "load",
          "--url",
          backend.baseUri().toString(),
          "--events",
          "2000",
          "--slow-reader",
          "--no-self-warmup",
          "--json",
          "-q");

      JsonNode slowReader = JSON.readTree(terminal.out()).path("slowReader");
      assertThat(slowReader.path("parts")).hasSize(8);
      assertThat(slowReader.path("p99Ratio").asDouble()).isPositive();
      assertThat(slowReader.path("throughputRatio").asDouble()).isPositive();
      assertThat(slowReader.path("bytesTaken").asLong()).isPositive();
      assertThat(slowReader.path("slowsIngest").isBoolean()).isTrue();
    }
  }

  @Test
  void parityEndsWithItsClosingLine() {
    try (RunningBackend backend = start()) {
      int exitCode = terminal.run("parity", "--url", backend.baseUri().toString());

      assertThat(exitCode).as(terminal.out()).isZero();
      assertThat(terminal.out().strip()).endsWith("18/18");
    }
  }

  @Test
  void parityAsJsonIsOneDocument() throws IOException {
    Path report = folder.resolve("parity");
    try (RunningBackend backend = start()) {
      int exitCode =
          terminal.run(
              "parity", "--url", backend.baseUri().toString(), "--json", "-o", report.toString());

      assertThat(exitCode).isZero();
      JsonNode document = JSON.readTree(terminal.out());
      assertThat(document.path("passed").asInt()).isEqualTo(18);
      assertThat(document.path("cases")).hasSize(18);
      assertThat(JSON.readTree(report.resolve("parity.json").toFile())).isEqualTo(document);
      assertThat(report.resolve("TEST-junit-jupiter.xml")).isNotEmptyFile();
    }
  }

  private RunningBackend start() {
    return start(Map.of());
  }

  private RunningBackend start(Map<String, String> environment) {
    Path descriptor = TestTerminal.repository().resolve("backends/java-undertow-jar");
    return BackendLauncher.launch(
        BackendDescriptors.read(descriptor),
        LaunchOptions.in(folder.resolve("backend")).withEnvironment(environment));
  }
}
