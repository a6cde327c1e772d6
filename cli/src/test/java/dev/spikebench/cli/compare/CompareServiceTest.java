package dev.spikebench.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.cli.ExitCode;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Design;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.Hardware;
import dev.spikebench.results.model.Identity;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.LoadCounts;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.MetricIds;
import dev.spikebench.results.model.OperatingSystem;
import dev.spikebench.results.model.ParityCount;
import dev.spikebench.results.model.Run;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.model.SourceState;
import dev.spikebench.results.model.Storage;
import dev.spikebench.results.model.StreamCounts;
import dev.spikebench.results.model.Tool;
import dev.spikebench.results.model.WorkloadParameters;
import dev.spikebench.results.summary.BackendSummaries;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompareServiceTest {
  private static final ParityCount PASSED = new ParityCount(18, 0, 0);
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void validIterationsAreGood() {
    assertThat(exitCode(List.of(backend("a", null, PASSED)), iteration(1, "a", 0, 100L)))
        .isEqualTo(ExitCode.GOOD);
  }

  @Test
  void oneOfSeveralMayBeUnavailable() {
    List<BackendFacts> backends =
        List.of(
            backend("a", null, PASSED),
            backend("b", "cargo is not installed", ParityCount.NOT_RUN));

    assertThat(exitCode(backends, iteration(1, "a", 0, 100L))).isEqualTo(ExitCode.GOOD);
  }

  @Test
  void noneAvailableIsFive() {
    assertThat(exitCode(List.of(backend("a", "mvn is not installed", ParityCount.NOT_RUN))))
        .isEqualTo(ExitCode.TARGET_UNAVAILABLE);
  }

  @Test
  void aParityDifferenceIsThree() {
    assertThat(exitCode(List.of(backend("a", null, new ParityCount(17, 1, 0)))))
        .isEqualTo(ExitCode.ANSWER_IS_NO);
  }

  @Test
  void failedRequestsAreThreeUnlessAllowed() {
    BenchmarkResults results =
        results(
            List.of(backend("a", null, PASSED)),
            iteration(1, "a", 1, 100L),
            iteration(2, "a", 0, 100L));

    assertThat(CompareService.exitCode(results, false)).isEqualTo(ExitCode.ANSWER_IS_NO);
    assertThat(CompareService.exitCode(results, true)).isEqualTo(ExitCode.GOOD);
  }

  @Test
  void lostEventsAreFourThoughOtherIterationsAreValid() {
    assertThat(
            exitCode(
                List.of(backend("a", null, PASSED)),
                iteration(1, "a", 0, 99L),
                iteration(2, "a", 0, 100L)))
        .isEqualTo(ExitCode.INVALID_MEASUREMENT);
  }

  @Test
  void aStreamThatBreaksItsPromiseIsThreeWhateverIsAllowed() {
    Iteration good = iteration(1, "a", 0, 100L).withStream(stream(0));
    Iteration bad = iteration(2, "a", 0, 100L).withStream(stream(1));
    BenchmarkResults kept = results(List.of(backend("a", null, PASSED)), good);
    BenchmarkResults broken = results(List.of(backend("a", null, PASSED)), good, bad);

    assertThat(CompareService.exitCode(kept, false)).isEqualTo(ExitCode.GOOD);
    assertThat(CompareService.exitCode(broken, true)).isEqualTo(ExitCode.ANSWER_IS_NO);
  }

  private static StreamCounts stream(long lost) {
    return new StreamCounts(2, 200, 200 - lost, lost, 0, 0, 0, 0, lost > 0, null);
  }

  private static ExitCode exitCode(List<BackendFacts> backends, Iteration... iterations) {
    return CompareService.exitCode(results(backends, iterations), false);
  }

  private static BackendFacts backend(String id, @Nullable String unavailable, ParityCount parity) {
    return new BackendFacts(
        id, id, "Java", "none", unavailable, parity, null, Fact.unavailable("a test"), null);
  }

  private static Iteration iteration(int sequence, String backend, long failed, long stored) {
    boolean valid = failed == 0 && stored == 100;
    return new Iteration(
        sequence,
        sequence,
        1,
        backend,
        NOON,
        valid,
        valid ? List.of() : List.of("it does not count"),
        null,
        new LoadCounts(100, 100, stored, 2, failed, 0),
        1_000_000,
        Map.of(MetricIds.THROUGHPUT, Measurement.of(1_000)),
        null,
        null,
        new Identity(1, true));
  }

  private static BenchmarkResults results(List<BackendFacts> backends, Iteration... iterations) {
    Fact unknown = Fact.unavailable("a test");
    Measurement none = Measurement.unavailable("a test");
    Design design = Design.seedProtocol(2);
    return new BenchmarkResults(
        BenchmarkResults.SCHEMA_VERSION,
        new Tool("spikebench", "test", null),
        new Run("test", NOON, NOON, RunStatus.COMPLETE, 1L, List.of(), null, List.of()),
        null,
        Environment.of(
            new Hardware(unknown, unknown, none, none, none),
            new OperatingSystem(unknown, unknown, unknown, unknown, unknown),
            new Storage(unknown, null, none),
            new SourceState(unknown, null),
            List.of(),
            List.of()),
        new WorkloadParameters(
            "spec", 100, 1, 50, 0, 1, false, "sequential", "closed", 0, null, null, null),
        design,
        MetricIds.definitions(),
        List.of(iterations),
        BackendSummaries.from(backends, List.of(iterations), design.confidence()));
  }
}
