package dev.spikebench.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.loadgen.model.Headroom;
import dev.spikebench.loadgen.model.Phase;
import dev.spikebench.loadgen.model.Progress;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.nullserver.Answer;
import dev.spikebench.loadgen.nullserver.NullServer;
import dev.spikebench.loadgen.schedule.ArrivalRate;
import dev.spikebench.loadgen.schedule.Arrivals;
import dev.spikebench.loadgen.schedule.LoadMode;
import dev.spikebench.loadgen.target.RunControl;
import dev.spikebench.loadgen.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HeadroomCheckTest {
  private static final Workload SMALL =
      Workload.spec().withBatchSize(5).withEvents(500).withConcurrency(8).withWarmupEvents(20);
  private static final LoadOptions OPTIONS =
      LoadOptions.defaults().withSelfWarmUp(false).withHeadroomCheck(true);

  @Test
  void closedLoopIsMeasuredOnceForEachShapeOfLoad() {
    HeadroomCheck check = new HeadroomCheck(OPTIONS);
    Headroom first = Objects.requireNonNull(check.of(SMALL, 0, control()));

    assertThat(first.requests()).isGreaterThan(100);
    assertThat(first.requestsPerSecond()).isPositive();
    assertThat(check.of(SMALL.withEvents(2_000), 0, control())).isSameAs(first);
    assertThat(check.of(SMALL.withConcurrency(2), 0, control())).isNotSameAs(first);
  }

  @Test
  void openLoopIsAskedForTwiceTheRateAndOnlyWhereLessIsKnown() {
    Workload open =
        SMALL.withMode(new LoadMode.OpenLoop(ArrivalRate.parse("100"), Arrivals.UNIFORM));
    HeadroomCheck check = new HeadroomCheck(OPTIONS);
    Headroom first = Objects.requireNonNull(check.of(open, 100, control()));

    assertThat(first.requests()).isEqualTo(200);
    assertThat(first.requestsPerSecond()).isCloseTo(200, within(30.0));
    assertThat(check.of(open, 120, control())).isSameAs(first);
    assertThat(Objects.requireNonNull(check.of(open, 200, control())).requests()).isEqualTo(400);
  }

  @Test
  void cancelledCheckTellsNothing() {
    RunControl cancelled = control();
    cancelled.cancel();

    assertThat(new HeadroomCheck(OPTIONS).of(SMALL, 0, cancelled)).isNull();
  }

  /// Client 6 s and server 3 s of 10 allowed: there was time left, so neither hindered the other.
  /// With 7 and 3 of 10 the client alone, of one thread, could have had 10: ten sevenths.
  @Test
  void rateIsRaisedOnlyWhereClientAndServerHadToShare() {
    assertThat(HeadroomCheck.sharingFactor(8.9, 3, 10, 10)).isEqualTo(1);
    assertThat(HeadroomCheck.sharingFactor(10, 3, 10, 10)).isCloseTo(10 / 7.0, within(1e-9));
    // Two processors, one I/O thread that was busy all the time: it could not have done more.
    assertThat(HeadroomCheck.sharingFactor(20, 10, 20, 10)).isEqualTo(1);
    assertThat(HeadroomCheck.sharingFactor(0, 0, 10, 10)).isEqualTo(1);
  }

  @Test
  void checkFollowsTheMeasuredPartAndIsInTheResult() {
    List<Phase> phases = new ArrayList<>();
    ProgressListener listener =
        new ProgressListener() {
          @Override
          public void progress(Progress progress) {}

          @Override
          public void phaseStarted(Phase phase) {
            phases.add(phase);
          }
        };
    try (NullServer server = NullServer.start(request -> Answer.storeAfter(Duration.ofMillis(5)));
        LoadGenerator generator = LoadGenerator.create(OPTIONS)) {
      LoadResult result = generator.run(server.uri(), SMALL, "headroom", listener);

      assertThat(phases).containsExactly(Phase.TARGET_WARM_UP, Phase.MEASURED, Phase.CLIENT_CHECK);
      Headroom headroom = Objects.requireNonNull(result.headroom());
      assertThat(headroom.over(result.requestsPerSecond())).isGreaterThan(1);
      assertThat(server.counts().requests()).isEqualTo(100 + 4);
    }
  }

  @Test
  void checkAheadOfTheRunsSparesThemTheirs() {
    List<Headroom> found = new ArrayList<>();
    try (NullServer server = NullServer.start(request -> Answer.storeAfter(Duration.ofMillis(5)));
        LoadGenerator generator = LoadGenerator.create(OPTIONS)) {
      Headroom ahead =
          Objects.requireNonNull(generator.checkHeadroom(SMALL, ProgressListener.SILENT));
      for (int run = 0; run < 2; run++) {
        found.add(
            Objects.requireNonNull(
                generator
                    .run(server.uri(), SMALL, "headroom-" + run, ProgressListener.SILENT)
                    .headroom()));
      }

      assertThat(found).containsExactly(ahead, ahead);
    }
  }

  private static RunControl control() {
    return new RunControl(Duration.ofMinutes(1));
  }
}
