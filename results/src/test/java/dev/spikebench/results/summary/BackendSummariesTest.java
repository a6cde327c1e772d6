package dev.spikebench.results.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.results.ResultsException;
import dev.spikebench.results.Scenarios;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.model.SummaryMetric;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackendSummariesTest {

  @Test
  void everyKeyThatScriptsRelyOnIsThere() {
    BackendSummary summary = Scenarios.oneBackend().backends().getFirst();
    assertThat(summary.metrics())
        .containsOnlyKeys(Arrays.stream(SummaryKey.values()).map(SummaryKey::key).toList())
        .containsKeys(
            "startupMs",
            "idleRssBytes",
            "peakRssBytes",
            "eventsPerSecond",
            "latencyP50Ms",
            "latencyP95Ms",
            "latencyP99Ms",
            "failedRequests",
            "runtimeSizeBytes");
  }

  @Test
  void aFigureIsTheMedianOfItsIterationsWithTheSecondAndNinthOfTenAsInterval() {
    SummaryMetric startup = metric(Scenarios.oneBackend(), SummaryKey.STARTUP_MS);
    double[] factors =
        IntStream.rangeClosed(1, 10)
            .mapToDouble(round -> 500 * (1 + 0.02 * ((round * 7) % 11 - 5)))
            .sorted()
            .toArray();
    assertThat(startup.value()).isCloseTo((factors[4] + factors[5]) / 2, within(1e-9));
    assertThat(startup.low()).isCloseTo(factors[1], within(1e-9));
    assertThat(startup.high()).isCloseTo(factors[8], within(1e-9));
    assertThat(startup.n()).isEqualTo(10);
    assertThat(startup.reason()).isNull();
  }

  @Test
  void aLatencyIsThePercentileOfAllRequestsTogether() {
    SummaryMetric p99 = metric(Scenarios.oneBackend(), SummaryKey.LATENCY_P99_MS);
    assertThat(p99.n()).isEqualTo(4_000);
    assertThat(p99.value()).isBetween(p99.low(), p99.high());
    SummaryMetric p50 = metric(Scenarios.oneBackend(), SummaryKey.LATENCY_P50_MS);
    assertThat(p50.value()).isCloseTo(12.5, within(0.25));
  }

  @Test
  void theNinetyNinthPercentileNeedsAThousandRequests() {
    SummaryMetric p99 = metric(Scenarios.oneIteration(), SummaryKey.LATENCY_P99_MS);
    assertThat(p99.value()).isNull();
    assertThat(p99.n()).isEqualTo(400);
    assertThat(p99.reason())
        .isEqualTo("needs 1,000 requests, but the valid iterations together have 400");
    assertThat(metric(Scenarios.oneIteration(), SummaryKey.LATENCY_P95_MS).value()).isNotNull();
  }

  @Test
  void oneIterationHasAValueButNoInterval() {
    SummaryMetric startup = metric(Scenarios.oneIteration(), SummaryKey.STARTUP_MS);
    assertThat(startup.value()).isNotNull();
    assertThat(startup.low()).isNull();
    assertThat(startup.reason())
        .isEqualTo("too few iterations (1) for an interval of 95 % confidence");
  }

  @Test
  void invalidIterationsCountForNothingButFailures() {
    BenchmarkResults results = Scenarios.troubled();
    BackendSummary summary = results.backends().getLast();
    assertThat(summary.iterations()).isEqualTo(8);
    assertThat(summary.validIterations()).isEqualTo(7);
    assertThat(summary.metric(SummaryKey.EVENTS_PER_SECOND).n()).isEqualTo(7);
    assertThat(summary.metric(SummaryKey.LATENCY_P50_MS).n()).isEqualTo(2_800);
    assertThat(summary.metric(SummaryKey.FAILED_REQUESTS).n()).isEqualTo(8);
    assertThat(summary.valid()).isTrue();
  }

  @Test
  void aFigureThatWasNeverReadIsNullWithTheReasonOfTheMeasurement() {
    SummaryMetric idle =
        Scenarios.troubled().backends().getLast().metric(SummaryKey.IDLE_RSS_BYTES);
    assertThat(idle.value()).isNull();
    assertThat(idle.reason()).isEqualTo("the process list is not readable");
  }

  @Test
  void anUnavailableBackendSaysWhyEverywhere() {
    BackendSummary rust = Scenarios.troubled().backends().get(1);
    assertThat(rust.available()).isFalse();
    assertThat(rust.valid()).isFalse();
    assertThat(rust.metrics().values())
        .allSatisfy(it -> assertThat(it.reason()).isEqualTo("cargo is not installed"));
  }

  @Test
  void aBackendThatFailsParityIsNotValid() {
    BackendSummary node = Scenarios.troubled().backends().getFirst();
    assertThat(node.valid()).isFalse();
    assertThat(node.invalidReasons())
        .containsExactly("It passed 17 of 18 parity cases.", "It has no iteration.");
  }

  @Test
  void aDamagedHistogramNamesItsIteration() {
    Iteration good = Scenarios.oneIteration().iterations().getFirst();
    Iteration damaged =
        new Iteration(
            7,
            good.round(),
            good.slot(),
            good.backendId(),
            good.startedAt(),
            true,
            List.of(),
            null,
            good.counts(),
            good.elapsedNs(),
            good.values(),
            "not a histogram",
            null,
            good.identity());
    assertThatExceptionOfType(ResultsException.class)
        .isThrownBy(
            () -> BackendSummaries.from(List.of(Scenarios.java().facts()), List.of(damaged), 0.95))
        .withMessageContaining("iteration 7");
  }

  private static SummaryMetric metric(BenchmarkResults results, SummaryKey key) {
    return Objects.requireNonNull(results.backends().getLast()).metric(key);
  }
}
