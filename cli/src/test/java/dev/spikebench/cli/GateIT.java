package dev.spikebench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spikebench.backends.descriptor.BackendDescriptors;
import dev.spikebench.backends.launch.BackendLauncher;
import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.results.gate.GateConclusions;
import dev.spikebench.results.json.GateFiles;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateConclusion;
import dev.spikebench.results.model.GateDesign;
import dev.spikebench.results.model.GateMetric;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateSlice;
import dev.spikebench.results.model.GateVerdict;
import dev.spikebench.results.model.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions of the packaged server against itself, too short to tell anything.
class GateIT {
  private static final List<String> SHORT =
      List.of(
          "--baseline",
          "java-undertow-jar",
          "--metric",
          "cpu",
          "--slices",
          "1",
          "--saturated-slices",
          "1",
          "--slice",
          "100ms",
          "--warmup",
          "200ms",
          "--rate",
          "50",
          "--max-time",
          "5s",
          "--seed",
          "5");

  @TempDir private Path folder;

  @Test
  void aSessionThatRunsOutOfTimeIsInconclusiveAndWhole() {
    Path output = folder.resolve("output");
    TestTerminal terminal = TestTerminal.inRepository();

    int exitCode =
        terminal.run(
            command(
                "gate", output, List.of("--candidate", "java-undertow-jar", "--strict", "--json")));

    assertThat(exitCode).as(terminal.err()).isEqualTo(ExitCode.INCONCLUSIVE.code());
    GateResults results = GateFiles.parse("standard output", terminal.out());
    assertThat(results).isEqualTo(GateFiles.read(output.resolve("gate-results.json")));
    GateConclusion end = Objects.requireNonNull(results.conclusion());
    assertThat(end).isEqualTo(GateConclusions.of(results));
    assertThat(end.verdict()).isEqualTo(GateVerdict.INCONCLUSIVE);
    assertThat(results.run().status()).isEqualTo(RunStatus.COMPLETE);
    assertThat(results.completeEpochs()).isPositive();
    assertThat(results.slices().stream().map(GateSlice::arm).distinct())
        .containsExactlyInAnyOrder(GateArm.BASELINE, GateArm.CANDIDATE, GateArm.CONTROL);
    assertThat(results.slices())
        .allSatisfy(
            it ->
                assertThat(it.counts().eventsStored()).isEqualTo(it.counts().eventsAcknowledged()));
    assertThat(results.launches())
        .allSatisfy(it -> assertThat(it.startupNs().value()).isPositive())
        .extracting(it -> it.identity().pid())
        .doesNotHaveDuplicates();
    assertThat(output.resolve("gate.html")).content().contains("INCONCLUSIVE.");
    assertThat(output.resolve("gate-summary.md")).content().startsWith("**INCONCLUSIVE**");
    assertThat(output.resolve("gate-results.partial.json")).doesNotExist();
    reportsAgain(output.resolve("gate-results.json"), output.resolve("gate.md"));
  }

  @Test
  void anEarlierSessionIsABaselineThroughItsReferenceAndWarnsAtMost() throws Exception {
    Path first = folder.resolve("first");
    List<String> candidate = List.of("--candidate", "java-undertow-jar", "--json");
    TestTerminal earlier = TestTerminal.inRepository();
    assertThat(earlier.run(command("gate", first, candidate))).as(earlier.err()).isZero();
    List<String> again =
        new ArrayList<>(List.of(command("gate", folder.resolve("again"), candidate)));
    again.set(again.indexOf("java-undertow-jar"), first.resolve("gate-results.json").toString());
    TestTerminal terminal = TestTerminal.inRepository();

    int exitCode = terminal.run(again.toArray(String[]::new));

    assertThat(exitCode).as(terminal.err()).isZero();
    JsonNode document = new ObjectMapper().readTree(terminal.out());
    assertThat(document.path("comparable").asBoolean()).isTrue();
    assertThat(document.path("changes"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.path("metric").asText()).isEqualTo("cpu");
              assertThat(it.path("worseRatio").asDouble()).isPositive();
            });
    assertThat(folder.resolve("again/stored-baseline.md")).content().contains("CPU per event");
  }

  @Test
  void targetsThatRanBeforeAreJudgedByWhatIsSeenFromOutsideAndGoOnRunning() {
    Path output = folder.resolve("output");
    TestTerminal terminal = TestTerminal.inRepository();
    try (RunningBackend baseline = start("one");
        RunningBackend candidate = start("other")) {
      int exitCode =
          terminal.run(
              "gate",
              "--baseline",
              baseline.baseUri().toString(),
              "--candidate",
              candidate.baseUri().toString(),
              "--metric",
              "p50=500%",
              "--looks",
              "8",
              "--slices",
              "1",
              "--saturated-slices",
              "1",
              "--slice",
              "100ms",
              "--warmup",
              "200ms",
              "--rate",
              "50",
              "-o",
              output.toString());

      assertThat(exitCode).as(terminal.err()).isZero();
      assertThat(baseline.process().isAlive() && candidate.process().isAlive()).isTrue();
    }
    GateResults results = GateFiles.read(output.resolve("gate-results.json"));
    assertThat(results.faults()).isEmpty();
    assertThat(results.completeEpochs()).isEqualTo(8);
    assertThat(results.design().restart()).isEqualTo(GateDesign.NEVER);
    assertThat(results.slices())
        .allSatisfy(it -> assertThat(it.cpuNs().reason()).contains("not known"));
    assertThat(results.design().rules()).noneMatch(it -> it.metric() == GateMetric.CPU);
    assertThat(output.resolve("gate-summary.md")).content().contains("is not launched anew");
  }

  private RunningBackend start(String name) {
    Path descriptor = TestTerminal.repository().resolve("backends/java-undertow-jar");
    return BackendLauncher.launch(
        BackendDescriptors.read(descriptor), LaunchOptions.in(folder.resolve(name)));
  }

  private static void reportsAgain(Path file, Path kept) {
    TestTerminal terminal = TestTerminal.inRepository();
    assertThat(terminal.run("report", file.toString(), "--check")).isZero();
    assertThat(terminal.out()).contains("INCONCLUSIVE, as its slices say");
    TestTerminal again = TestTerminal.inRepository();
    assertThat(again.run("report", file.toString(), "--format", "markdown")).isZero();
    assertThat(kept).hasContent(again.out());
  }

  @Test
  void anInterruptedSelftestLeavesNothingRunningAndGoesOn() throws Exception {
    Path output = folder.resolve("selftest");
    Path log = folder.resolve("log");
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            command(
                "gate selftest",
                output,
                List.of("--changes", "20", "--work-dir", folder.resolve("work").toString()))));
    command.removeAll(List.of("--seed", "5"));
    Process selftest =
        ToolProcess.of(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      Path launched = output.resolve("plus-20-001/backends/baseline/parity.log");
      Awaitility.await()
          .atMost(Duration.ofMinutes(6))
          .until(() -> !selftest.isAlive() || Files.exists(launched));
      assertThat(selftest.isAlive()).as(Files.readString(log)).isTrue();
      List<ProcessHandle> started = selftest.descendants().toList();
      ToolProcess.signal(selftest, "INT");
      assertThat(selftest.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(selftest.exitValue()).as(Files.readString(log)).isEqualTo(130);
      assertThat(Files.readString(log)).contains("go on with the same command");
      assertThat(started).noneMatch(ProcessHandle::isAlive);
      assertThat(output.resolve("plus-20-001/gate-results.json")).doesNotExist();
    } finally {
      ToolProcess.end(selftest);
    }
  }

  private static String[] command(String name, Path output, List<String> more) {
    List<String> words = new ArrayList<>(List.of(name.split(" ")));
    words.addAll(SHORT);
    words.addAll(more);
    words.addAll(List.of("-o", output.toString()));
    return words.toArray(String[]::new);
  }
}
