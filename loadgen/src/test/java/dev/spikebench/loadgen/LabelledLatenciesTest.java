package dev.spikebench.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.nullserver.Answer;
import dev.spikebench.loadgen.nullserver.AnswerPlan;
import dev.spikebench.loadgen.nullserver.NullServer;
import dev.spikebench.loadgen.recording.BackFilled;
import dev.spikebench.loadgen.recording.Interval;
import dev.spikebench.loadgen.recording.Latencies;
import dev.spikebench.loadgen.recording.LatencyHistogram;
import dev.spikebench.loadgen.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LabelledLatenciesTest {
  private static final Duration DELAY = Duration.ofMillis(5);
  private static final LoadOptions OPTIONS =
      LoadOptions.defaults()
          .withSelfWarmUp(false)
          .withHeadroomCheck(false)
          .withInterval(Duration.ofMillis(50))
          .withRequestTimeout(Duration.ofSeconds(20));
  private static final Workload WORKLOAD =
      Workload.spec().withBatchSize(1).withEvents(1_000).withConcurrency(10).withWarmupEvents(10);

  private final List<Interval> intervals = new ArrayList<>();

  @Test
  void closedLoopCountsFromTheEndOfTheRequestBefore() {
    LoadResult result = run(request -> Answer.storeAfter(DELAY));
    Latencies latencies = result.latencies();

    assertThat(latencies.wire().count()).isEqualTo(1_000);
    assertThat(latencies.fromPlan().count()).isEqualTo(1_000);
    assertThat(latencies.sendLag().count()).isEqualTo(1_000);
    assertThat(latencies.fromPlan().sumNs())
        .isCloseTo(
            latencies.wire().sumNs() + latencies.sendLag().sumNs(),
            within(latencies.wire().sumNs() / 500));
    assertThat(latencies.fromPlan().maxNs()).isGreaterThanOrEqualTo(latencies.wire().maxNs());
  }

  @Test
  void closedLoopTellsABackFilledDistributionWithTheMeanCycleAsItsInterval() {
    LoadResult result = run(request -> Answer.storeAfter(DELAY));
    BackFilled estimate = Objects.requireNonNull(result.backFilled());

    assertThat(estimate.expectedIntervalNs()).isGreaterThanOrEqualTo(DELAY.toNanos());
    assertThat((double) estimate.expectedIntervalNs())
        .isCloseTo(
            result.latencies().fromPlan().meanNs(),
            within(result.latencies().fromPlan().meanNs() / 20));
    assertThat(estimate.latency().count()).isGreaterThanOrEqualTo(1_000);
  }

  @Test
  void intervalsAddUpToTheTotalsExactly() {
    LoadResult result =
        run(
            request ->
                request % 5 == 0 ? Answer.of(Answer.Kind.UNAVAILABLE) : Answer.storeAfter(DELAY));

    assertThat(intervals.size()).isGreaterThan(3);
    assertThat(sum(Latencies::wire)).isEqualTo(result.latencies().wire());
    assertThat(sum(Latencies::fromPlan)).isEqualTo(result.latencies().fromPlan());
    assertThat(sum(Latencies::sendLag)).isEqualTo(result.latencies().sendLag());
    assertThat(sum(Latencies::failedWire)).isEqualTo(result.latencies().failedWire());
    assertThat(sum(Latencies::failedFromPlan)).isEqualTo(result.latencies().failedFromPlan());
    assertThat(intervals.stream().mapToLong(Interval::requestsSent).sum()).isEqualTo(1_000);
    assertThat(intervals.stream().mapToLong(Interval::requestsOk).sum())
        .isEqualTo(result.requestsOk());
    assertThat(intervals.stream().mapToLong(Interval::requestsFailed).sum())
        .isEqualTo(result.requestsFailed())
        .isEqualTo(200);
    assertThat(intervals.stream().mapToLong(Interval::eventsSent).sum()).isEqualTo(1_000);
    assertThat(intervals.stream().mapToLong(Interval::eventsAcknowledged).sum())
        .isEqualTo(result.eventsAcknowledged())
        .isEqualTo(800);
  }

  @Test
  void intervalsFollowEachOtherWithoutAGap() {
    run(request -> Answer.storeAfter(DELAY));

    assertThat(intervals.getFirst().startNs()).isZero();
    for (int i = 1; i < intervals.size(); i++) {
      assertThat(intervals.get(i).index()).isEqualTo(i);
      assertThat(intervals.get(i).startNs()).isEqualTo(intervals.get(i - 1).endNs());
      assertThat(intervals.get(i - 1).durationNs()).isGreaterThanOrEqualTo(50_000_000L);
    }
    assertThat(intervals.getLast().inFlight()).isZero();
  }

  private LatencyHistogram sum(Function<Latencies, LatencyHistogram> label) {
    return intervals.stream()
        .map(Interval::latencies)
        .map(label)
        .reduce(LatencyHistogram.empty(), LatencyHistogram::plus);
  }

  private LoadResult run(AnswerPlan plan) {
    try (NullServer server = NullServer.start(plan);
        LoadGenerator generator = LoadGenerator.create(OPTIONS)) {
      return generator.run(
          server.uri(),
          WORKLOAD,
          "labelled-latencies",
          new RunListeners(ProgressListener.SILENT, intervals::add));
    }
  }
}
