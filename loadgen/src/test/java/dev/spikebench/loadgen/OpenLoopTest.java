package dev.spikebench.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.loadgen.model.PlanOutcome;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.nullserver.Answer;
import dev.spikebench.loadgen.nullserver.NullServer;
import dev.spikebench.loadgen.recording.Interval;
import dev.spikebench.loadgen.recording.Latencies;
import dev.spikebench.loadgen.schedule.ArrivalRate;
import dev.spikebench.loadgen.schedule.Arrivals;
import dev.spikebench.loadgen.schedule.LoadMode;
import dev.spikebench.loadgen.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
  private static final LoadOptions OPTIONS =
      LoadOptions.defaults()
          .withSelfWarmUp(false)
          .withHeadroomCheck(false)
          .withRequestTimeout(Duration.ofSeconds(20));
  private static final Workload WORKLOAD =
      Workload.spec().withBatchSize(1).withConcurrency(20).withWarmupEvents(20);

  @Test
  void planIsSentWholeAndEveryRequestIsAccountedFor() {
    try (NullServer server = NullServer.start(request -> Answer.storeAfter(Duration.ofMillis(2)))) {
      LoadResult result =
          run(server, at(WORKLOAD, "400"), OPTIONS.withDuration(Duration.ofSeconds(1)));
      PlanOutcome plan = Objects.requireNonNull(result.plan());

      assertThat(plan.planned()).isEqualTo(400);
      assertThat(plan.sent()).isEqualTo(400);
      assertThat(plan.unsent()).isZero();
      assertThat(plan.backlogLeft()).isZero();
      assertThat(plan.plannedPerSecond()).isCloseTo(400, within(0.001));
      assertThat(plan.rateRatio()).isCloseTo(1, within(0.001));
      assertThat(result.tally().requestsPlanned()).isEqualTo(400);
      assertThat(result.tally().requestsSent()).isEqualTo(400);
      assertThat(result.tally().requestsEnded()).isEqualTo(400);
      assertThat(server.counts().requests()).isEqualTo(400 + 20);
      assertThat(server.counts().accepts()).isEqualTo(20 + 3);
      assertThat(result.elapsedNs()).isGreaterThanOrEqualTo(1_000_000_000L);
      assertThat(result.backFilled()).isNull();
      assertThat(MachineNoise.without(result.invalidReasons())).isEmpty();
    }
  }

  @Test
  void latencyFromPlanIsWireLatencyAndSendLag() {
    try (NullServer server = NullServer.start(request -> Answer.storeAfter(Duration.ofMillis(2)))) {
      Latencies latencies =
          run(server, WORKLOAD.withEvents(300).withMode(poisson("300")), OPTIONS).latencies();

      assertThat(latencies.wire().count()).isEqualTo(300);
      assertThat(latencies.fromPlan().count()).isEqualTo(300);
      assertThat(latencies.sendLag().count()).isEqualTo(300);
      assertThat(latencies.fromPlan().sumNs())
          .isCloseTo(
              latencies.wire().sumNs() + latencies.sendLag().sumNs(),
              within(latencies.fromPlan().sumNs() / 500));
    }
  }

  /// Two connections of 50 ms each can take 40 requests a second, a tenth of what is asked for.
  @Test
  void overloadedTargetEndsInTimeAndWhatWasNotSentIsCounted() {
    List<Interval> intervals = new ArrayList<>();
    try (NullServer server = NullServer.start(request -> Answer.storeAfter(Duration.ofMillis(50)));
        LoadGenerator generator =
            LoadGenerator.create(
                OPTIONS.withDuration(Duration.ofSeconds(1)).withInterval(Duration.ofMillis(100)))) {
      LoadResult result =
          generator.run(
              server.uri(),
              at(WORKLOAD, "400").withConcurrency(2).withWarmupEvents(0),
              "overload",
              new RunListeners(ProgressListener.SILENT, intervals::add));
      PlanOutcome plan = Objects.requireNonNull(result.plan());

      assertThat(plan.sent()).isBetween(2L, 42L).isEqualTo(server.counts().requests());
      assertThat(plan.unsent()).isEqualTo(400 - plan.sent()).isEqualTo(plan.backlogLeft());
      assertThat(plan.mostBacklog()).isGreaterThanOrEqualTo(plan.backlogLeft());
      assertThat(plan.rateRatio()).isCloseTo(plan.sent() / 400.0, within(1e-9));
      assertThat(result.tally().requestsEnded()).isEqualTo(plan.sent());
      assertThat(result.tally().requestsPlanned()).isEqualTo(400);
      assertThat(result.latencies().fromPlan().maxNs())
          .isGreaterThan(result.latencies().wire().percentileNs(50));
      assertThat(intervals.stream().mapToLong(Interval::backlog))
          .anyMatch(waiting -> waiting > 100);
    }
  }

  @Test
  void withoutADurationTheBacklogIsSentLate() {
    try (NullServer server =
        NullServer.start(request -> Answer.storeAfter(Duration.ofMillis(10)))) {
      LoadResult result =
          run(server, at(WORKLOAD, "1000").withConcurrency(2).withEvents(100), OPTIONS);
      PlanOutcome plan = Objects.requireNonNull(result.plan());

      assertThat(plan.sent()).isEqualTo(100);
      assertThat(plan.backlogLeft()).isPositive();
      assertThat(plan.rateRatio()).isLessThan(0.5);
      assertThat(server.counts().requests()).isEqualTo(100 + 20);
      // The last of 100 requests on 2 connections begins when 49 have ended on its own.
      assertThat(result.latencies().sendLag().maxNs()).isGreaterThanOrEqualTo(380_000_000L);
    }
  }

  /// A stop of S in a plan of T delays from plan by S - (1 - p) T at the percentile p, whatever the
  /// connections; the wire hides it.
  @Test
  void stoppedServerIsSeenFromPlanAndHiddenOnTheWire() {
    Duration stop = Duration.ofMillis(400);
    try (NullServer server = NullServer.start(request -> Answer.AT_ONCE)) {
      LoadOptions options =
          OPTIONS.withDuration(Duration.ofSeconds(4)).withInterval(Duration.ofMillis(1_500));
      try (LoadGenerator generator = LoadGenerator.create(options)) {
        LoadResult result =
            generator.run(
                server.uri(),
                at(WORKLOAD, "500").withConcurrency(10),
                "stop",
                new RunListeners(
                    ProgressListener.SILENT,
                    interval -> {
                      if (interval.index() == 0) {
                        server.pauseFor(stop);
                      }
                    }));

        assertThat(result.tally().requestsEnded()).isEqualTo(2_000);
        // 0.4 s - 0.01 x 4 s, and 0.4 s - 0.05 x 4 s.
        assertThat(result.latencies().fromPlan().percentileNs(99))
            .isGreaterThanOrEqualTo(342_000_000L);
        assertThat(result.latencies().fromPlan().percentileNs(95))
            .isGreaterThanOrEqualTo(190_000_000L);
        // Ten requests of two thousand were under way.
        assertThat(result.latencies().wire().percentileNs(99)).isLessThan(342_000_000L);
        assertThat(result.latencies().wire().maxNs()).isGreaterThanOrEqualTo(380_000_000L);
      }
    }
  }

  @Test
  void closedLoopEndsByTimeAndPlansWhatItSent() {
    try (NullServer server = NullServer.start(request -> Answer.storeAfter(Duration.ofMillis(5)))) {
      LoadResult result =
          run(
              server,
              WORKLOAD.withEvents(Workload.MAX_EVENTS),
              OPTIONS.withDuration(Duration.ofMillis(500)));

      assertThat(result.plan()).isNull();
      assertThat(result.requestsOk()).isPositive().isEqualTo(server.counts().requests() - 20);
      assertThat(result.tally().requestsPlanned()).isEqualTo(result.tally().requestsSent());
      assertThat(result.tally().eventsPlanned()).isEqualTo(result.tally().eventsSent());
      assertThat(result.elapsedNs()).isGreaterThanOrEqualTo(500_000_000L);
      assertThat(MachineNoise.without(result.invalidReasons())).isEmpty();
    }
  }

  private static Workload at(Workload workload, String rate) {
    return workload.withMode(new LoadMode.OpenLoop(ArrivalRate.parse(rate), Arrivals.UNIFORM));
  }

  private static LoadMode poisson(String rate) {
    return new LoadMode.OpenLoop(ArrivalRate.parse(rate), Arrivals.POISSON);
  }

  private static LoadResult run(NullServer server, Workload workload, LoadOptions options) {
    try (LoadGenerator generator = LoadGenerator.create(options)) {
      return generator.run(server.uri(), workload, "open-loop", ProgressListener.SILENT);
    }
  }
}
