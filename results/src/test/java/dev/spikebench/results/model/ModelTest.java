package dev.spikebench.results.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spikebench.results.Scenarios;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ModelTest {

  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  /// Each refused value with the field and the value that the message must name.
  private record Refused(String field, String value, ThrowingCallable construction) {}

  @TestFactory
  Stream<DynamicTest> badValuesAreRefusedWithFieldAndValue() {
    return Stream.of(
            new Refused("value", "NaN", () -> Measurement.of(Double.NaN)),
            new Refused("value", "Infinity", () -> Measurement.of(Double.POSITIVE_INFINITY)),
            new Refused("exactly one", "null", () -> new Measurement(null, null)),
            new Refused("exactly one", "why", () -> new Measurement(1.0, "why")),
            new Refused("reason", "", () -> Measurement.unavailable(" ")),
            new Refused("exactly one", "null", () -> new Fact(null, null)),
            new Refused("run.id", "a/b", () -> run("a/b", NOW, 1L)),
            new Refused("run.seed", "-1", () -> run("r", NOW, -1L)),
            new Refused("run.seed", "9007199254740992", () -> run("r", NOW, 1L << 53)),
            new Refused(
                "run.finishedAt", "2026-03-04T05:06:06Z", () -> run("r", NOW.minusSeconds(1), 1L)),
            new Refused("workload.concurrency", "0", () -> workload(0, 50, false)),
            new Refused("workload.batchSize", "50", () -> workload(40, 50, true)),
            new Refused(
                "design.confidence",
                "1.0",
                () -> new Design("seed", "fixed", 1, "never", "sent", 1.0)),
            new Refused("design.roundsPlanned", "0", () -> Design.seedProtocol(0)),
            new Refused("counts.requestsFailed", "-1", () -> new LoadCounts(1, 1, 1L, 1, -1, 0)),
            new Refused("counts.eventsStored", "-5", () -> new LoadCounts(1, 1, -5L, 1, 0, 0)),
            new Refused("identity.pid", "-1", () -> new Identity(-1, true)),
            new Refused("parity.passed", "-1", () -> new ParityCount(-1, 0, 0)),
            new Refused("durability.synchronous", " ", () -> new Durability("WAL", " ", "group")),
            new Refused(
                "low and high", "1.0 and null", () -> new SummaryMetric(1.0, 1.0, null, 1, null)),
            new Refused("value", "5.0", () -> SummaryMetric.of(5, 6, 7, 10)),
            new Refused("reason", "missing", () -> new SummaryMetric(1.0, null, null, 1, null)),
            new Refused(
                "metrics.unit",
                "ms",
                () ->
                    new MetricDefinition(
                        "a", "ms", Direction.LOWER_IS_BETTER, MetricKind.DURATION, "b")),
            new Refused(
                "fingerprint.sha256",
                "00",
                () -> new Fingerprint("00".repeat(32), Map.of("a", "b"))))
        .map(
            it ->
                DynamicTest.dynamicTest(
                    it.field() + " " + it.value(),
                    () ->
                        assertThatIllegalArgumentException()
                            .isThrownBy(it.construction())
                            .withMessageContaining(it.field())
                            .withMessageContaining(it.value())));
  }

  @Test
  void anIterationIsValidExactlyWhereItHasNoReasonAgainstIt() {
    Iteration good = Scenarios.oneIteration().iterations().getFirst();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(good, 1, good.backendId(), true, List.of("lost")))
        .withMessageContaining("invalidReasons");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(good, 1, good.backendId(), false, List.of()))
        .withMessageContaining("invalidReasons");
  }

  @Test
  void iterationsMustBeInTheOrderOfExecutionAndOfAKnownBackend() {
    BenchmarkResults base = Scenarios.oneIteration();
    Iteration first = base.iterations().getFirst();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(base, List.of(first, first)))
        .withMessageContaining("iterations[1].sequence");
    Iteration stranger = with(first, 2, "unknown", true, List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(base, List.of(first, stranger)))
        .withMessageContaining("iterations[1].backendId")
        .withMessageContaining("unknown");
  }

  @Test
  void aValueWithoutDefinitionIsRefused() {
    BenchmarkResults base = Scenarios.oneIteration();
    Iteration first = base.iterations().getFirst();
    Map<String, Measurement> values = new LinkedHashMap<>(first.values());
    values.put("secret.sauce", Measurement.of(1));
    Iteration odd =
        new Iteration(
            1,
            1,
            1,
            first.backendId(),
            NOW,
            true,
            List.of(),
            null,
            first.counts(),
            1,
            values,
            null,
            null,
            first.identity());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(base, List.of(odd)))
        .withMessageContaining("secret.sauce");
  }

  @Test
  void listsAndMapsAreCopiedAndCannotBeChanged() {
    List<String> warnings = new ArrayList<>(List.of("one"));
    Run run = new Run("r", NOW, NOW, RunStatus.COMPLETE, null, List.of(), null, warnings);
    warnings.add("two");
    assertThat(run.warnings()).containsExactly("one");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> run.warnings().add("three"));
  }

  @Test
  void theFingerprintLeavesOutWhatTwoComparableRunsMayDifferIn() {
    Environment first = Scenarios.quietEnvironment();
    Environment second =
        Environment.of(
            first.hardware(),
            first.os(),
            first.storage(),
            new SourceState(Fact.of("another commit"), true),
            first.runtimes(),
            List.of("Something else was running."));
    assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
    Environment third =
        Environment.of(
            first.hardware(),
            first.os(),
            new Storage(Fact.of("tmpfs"), true, Measurement.of(1)),
            first.source(),
            first.runtimes(),
            List.of());
    assertThat(third.fingerprint()).isNotEqualTo(first.fingerprint());
  }

  @Test
  void fieldsCannotBeMovedFromNameToValueWithoutChangingTheFingerprint() {
    assertThat(Fingerprint.of(Map.of("ab", "c")).sha256())
        .isNotEqualTo(Fingerprint.of(Map.of("a", "bc")).sha256());
  }

  @Test
  void aParityCountPassesOnlyWhereCasesRanAndNoneFailedOrWasSkipped() {
    assertThat(new ParityCount(18, 0, 0).allPassed()).isTrue();
    assertThat(new ParityCount(17, 0, 1).allPassed()).isFalse();
    assertThat(new ParityCount(17, 1, 0).allPassed()).isFalse();
    assertThat(ParityCount.NOT_RUN.allPassed()).isFalse();
  }

  private static Run run(String id, Instant finishedAt, long seed) {
    return new Run(id, NOW, finishedAt, RunStatus.COMPLETE, seed, List.of(), null, List.of());
  }

  private static WorkloadParameters workload(int concurrency, int batchSize, boolean single) {
    return new WorkloadParameters(
        "spec",
        1,
        concurrency,
        batchSize,
        0,
        100,
        single,
        "sequential",
        "closed",
        0,
        null,
        null,
        null);
  }

  private static Iteration with(
      Iteration base, int sequence, String backendId, boolean valid, List<String> reasons) {
    return new Iteration(
        sequence,
        base.round(),
        base.slot(),
        backendId,
        base.startedAt(),
        valid,
        reasons,
        base.verdict(),
        base.counts(),
        base.elapsedNs(),
        base.values(),
        base.latencyHistogram(),
        base.failedLatencyHistogram(),
        base.identity());
  }

  private static BenchmarkResults with(BenchmarkResults base, List<Iteration> iterations) {
    return new BenchmarkResults(
        base.schemaVersion(),
        base.tool(),
        base.run(),
        base.importedFrom(),
        base.environment(),
        base.workload(),
        base.design(),
        base.metrics(),
        iterations,
        base.backends());
  }
}
