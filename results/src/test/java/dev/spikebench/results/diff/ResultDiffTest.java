package dev.spikebench.results.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.results.HistoryScenarios;
import dev.spikebench.results.Scenarios;
import dev.spikebench.results.Scenarios.Profile;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.MetricIds;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.model.WorkloadParameters;
import dev.spikebench.results.report.DiffReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultDiffTest {

  @Test
  void withoutAReferenceNothingIsJudgedAndTheReasonIsSaid() {
    BenchmarkResults first = results(1, 1, "ab", "cd");
    BenchmarkResults second = results(1, 1.3, "01", "23");
    ResultDiff diff = ResultDiff.of(first, second);
    assertThat(diff.obstacles()).singleElement().asString().contains("same artifact in both");
    assertThat(diff.judged()).isEmpty();
    assertThat(DiffReport.render(diff))
        .contains("Not judged:", "./spikebench gate")
        .contains("| java-undertow |");
  }

  @Test
  void anotherMachineAnotherLoadAndAnotherWorkloadAreNamed() {
    BenchmarkResults troubled = Scenarios.troubled();
    ResultDiff diff = ResultDiff.of(results(1, 1, "ab", "cd"), troubled);
    assertThat(diff.obstacles())
        .anyMatch(it -> it.startsWith("They were measured on different machines"));
    BenchmarkResults other = withWorkload(results(1, 1, "ab", "cd"), "ef".repeat(32));
    assertThat(ResultDiff.of(results(1, 1, "ab", "cd"), other).obstacles())
        .singleElement()
        .asString()
        .startsWith("They were measured with different loads");
  }

  @Test
  void whatMovedTheReferenceTooIsTheMachines() {
    BenchmarkResults first = results(1, 1, "ab", "cd");
    BenchmarkResults second = results(1.3, 1.3, "ab", "ef");
    ResultDiff diff = ResultDiff.of(first, second);
    assertThat(diff.obstacles()).isEmpty();
    assertThat(diff.rows()).anyMatch(ResultDiff.Row::apart);
    assertThat(diff.judged()).noneMatch(ReferencedRatio::worse);
  }

  @Test
  void whatMovedAgainstTheReferenceIsAWarning() {
    BenchmarkResults first = results(1, 1, "ab", "cd");
    BenchmarkResults second = results(1.3, 1.3 * 1.25, "ab", "ef");
    ResultDiff diff = ResultDiff.of(first, second);
    assertThat(diff.judged())
        .filteredOn(it -> it.metric().id().equals(MetricIds.CPU_PER_EVENT))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.backendId()).isEqualTo("java-undertow");
              assertThat(it.referenceId()).isEqualTo("rust-axum");
              assertThat(it.change().ratio()).isCloseTo(1.25, within(0.02));
              assertThat(it.worse()).isTrue();
            });
    assertThat(DiffReport.render(diff)).contains("warning: worse", "+25.0%");
  }

  @Test
  void aBackendThatMeansAnotherThingIsNotJudgedButNamed() {
    BenchmarkResults first =
        withWorkload(HistoryScenarios.packaged(1, 1, 1, null), "ab".repeat(32));
    BenchmarkResults second =
        withWorkload(HistoryScenarios.packaged(2, 3, 2, null), "ab".repeat(32));
    ResultDiff diff = ResultDiff.of(first, second);
    assertThat(diff.obstacles()).isEmpty();
    assertThat(diff.judged()).noneMatch(it -> it.backendId().equals("java-undertow"));
    assertThat(DiffReport.render(diff))
        .contains("Not the same thing in both", "is another kind of artifact");
  }

  /// Ten rounds of a reference and a backend, each with its CPU time multiplied.
  private static BenchmarkResults results(
      double referenceCpu, double cpu, String referenceHash, String hash) {
    BenchmarkResults made =
        Scenarios.results(
            List.of(
                dearer(Scenarios.rust(), referenceCpu, referenceHash),
                dearer(Scenarios.java(), cpu, hash)),
            10,
            Scenarios.quietEnvironment(),
            RunStatus.COMPLETE,
            List.of());
    return withWorkload(made, "ab".repeat(32));
  }

  private static Profile dearer(Profile like, double factor, String hash) {
    BackendFacts facts = like.facts();
    return new Profile(
        new BackendFacts(
            facts.id(),
            facts.name(),
            facts.language(),
            facts.framework(),
            null,
            facts.parity(),
            facts.durability(),
            Fact.of(hash.repeat(32)),
            facts.runtimeSizeNote()),
        like.startupMs(),
        like.idleMib(),
        like.peakMib(),
        like.eventsPerSecond(),
        like.latencyMs(),
        like.sizeMib(),
        like.cpuNsPerEvent() * factor,
        like.step());
  }

  private static BenchmarkResults withWorkload(BenchmarkResults made, String hash) {
    WorkloadParameters load = made.workload();
    return new BenchmarkResults(
        made.schemaVersion(),
        made.tool(),
        made.run(),
        null,
        made.environment(),
        new WorkloadParameters(
            load.id(),
            load.events(),
            load.concurrency(),
            load.batchSize(),
            load.warmupEvents(),
            load.sessions(),
            load.single(),
            load.eventIdShape(),
            load.loop(),
            load.streamSubscribers(),
            load.soakSeconds(),
            hash,
            Map.of("id", load.id())),
        made.design(),
        made.metrics(),
        made.iterations(),
        made.backends());
  }
}
