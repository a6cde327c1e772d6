package dev.spikebench.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.nullserver.Answer;
import dev.spikebench.loadgen.nullserver.AnswerPlan;
import dev.spikebench.loadgen.nullserver.NullServer;
import dev.spikebench.loadgen.nullserver.StreamPlan;
import dev.spikebench.loadgen.nullserver.StreamPlan.Delivery;
import dev.spikebench.loadgen.stream.DrainEnd;
import dev.spikebench.loadgen.stream.StreamFigures;
import dev.spikebench.loadgen.stream.SubscriberCounts;
import dev.spikebench.loadgen.workload.RunNonce;
import dev.spikebench.loadgen.workload.Workload;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whole runs with subscribers against a server whose stream has faults that are known exactly.
class StreamsUnderLoadTest {
  private static final Duration DELAY = Duration.ofMillis(5);
  private static final AnswerPlan ANSWERS = request -> Answer.storeAfter(DELAY);

  /// 101 requests of 20 events, the last of 10, after two of warm-up.
  private static final Workload WORKLOAD =
      Workload.spec().withEvents(2_010).withBatchSize(20).withConcurrency(5).withWarmupEvents(40);

  private static final LoadOptions OPTIONS =
      LoadOptions.defaults()
          .withSelfWarmUp(false)
          .withHeadroomCheck(false)
          .withStreams(subscribers(3));

  @Test
  void everySubscriberGetsEveryEventOnceAndInOrder() {
    LoadResult result = run(StreamPlan.FAITHFUL, WORKLOAD, OPTIONS);
    StreamFigures streams = streams(result);
    SubscriberCounts all = streams.total();

    assertThat(MachineNoise.without(result.invalidReasons())).isEmpty();
    assertThat(result.streamFaulty()).isFalse();
    assertThat(streams.connected()).isEqualTo(3);
    assertThat(streams.acknowledged()).isEqualTo(2_010);
    assertThat(all.expected()).isEqualTo(3 * 2_010);
    assertThat(all.delivered()).isEqualTo(3 * 2_010);
    assertThat(all.uncountedEvents()).isEqualTo(3 * 40);
    assertThat(all.otherEvents()).isZero();
    assertThat(all.reconnects()).isZero();
    assertThat(streams.drainEnd()).isEqualTo(DrainEnd.COMPLETE);
    assertThat(streams.latency().count()).isEqualTo(3 * 2_010);
    assertThat(streams.cpuNs()).isPositive();
  }

  /// The server sends an event to its subscribers when it answers: never earlier than its delay.
  @Test
  void deliveryLatencyIsNeverBelowWhatTheServerTakes() {
    StreamFigures streams = streams(run(StreamPlan.FAITHFUL, WORKLOAD, OPTIONS));

    // The histogram keeps three digits and reports the lower end of a bucket as the minimum.
    assertThat(streams.latency().minNs()).isGreaterThanOrEqualTo(DELAY.toNanos() * 998 / 1_000);
  }

  @Test
  void idsOfAnyShapeAndSingleEventsAreFollowed() {
    for (Workload workload :
        new Workload[] {
          Workload.randomIds()
              .withEvents(500)
              .withBatchSize(10)
              .withConcurrency(5)
              .withWarmupEvents(0),
          Workload.spec().asSingle().withEvents(100).withConcurrency(5).withWarmupEvents(5)
        }) {
      LoadResult result = run(StreamPlan.FAITHFUL, workload, OPTIONS);
      assertThat(MachineNoise.without(result.invalidReasons())).as(workload.id()).isEmpty();
      assertThat(streams(result).total().delivered()).isEqualTo(3 * workload.events());
    }
  }

  @Test
  void threeEventsThatAreLeftOutAreThreeLosses() {
    Set<Long> left = Set.of(300L, 301L, 1_500L);
    StreamPlan plan =
        (stream, event) -> stream == 2 && left.contains(event) ? Delivery.DROP : Delivery.SEND;
    LoadResult result = run(plan, WORKLOAD, OPTIONS);
    SubscriberCounts all = streams(result).total();

    assertThat(all.lost()).isEqualTo(3);
    assertThat(all.delivered()).isEqualTo(3 * 2_010 - 3);
    assertThat(all.duplicates()).isZero();
    assertThat(all.outOfOrder()).isZero();
    assertThat(streams(result).each().stream().map(SubscriberCounts::lost))
        .containsExactlyInAnyOrder(0L, 0L, 3L);
    assertThat(streams(result).drainEnd()).isEqualTo(DrainEnd.SILENT);
    assertThat(result.streamFaulty()).isTrue();
    assertThat(MachineNoise.without(result.invalidReasons()))
        .containsExactly("3 of 6,030 deliveries to subscribers were lost");
  }

  @Test
  void eventThatIsSentTwiceIsOneDuplicate() {
    StreamPlan plan =
        (stream, event) -> stream == 1 && event == 777 ? Delivery.TWICE : Delivery.SEND;
    LoadResult result = run(plan, WORKLOAD, OPTIONS);
    SubscriberCounts all = streams(result).total();

    assertThat(all.duplicates()).isEqualTo(1);
    assertThat(all.lost()).isZero();
    assertThat(all.outOfOrder()).isZero();
    assertThat(result.streamFaulty()).isTrue();
    assertThat(MachineNoise.without(result.invalidReasons()))
        .containsExactly("1 messages came to a subscriber that had them already");
  }

  @Test
  void twoEventsThatAreSwappedAreOneViolationOfTheOrder() {
    StreamPlan plan =
        (stream, event) -> stream == 3 && event == 777 ? Delivery.AFTER_NEXT : Delivery.SEND;
    LoadResult result = run(plan, WORKLOAD, OPTIONS);
    SubscriberCounts all = streams(result).total();

    assertThat(all.outOfOrder()).isEqualTo(1);
    assertThat(all.lost()).isZero();
    assertThat(all.duplicates()).isZero();
    assertThat(result.streamFaulty()).isTrue();
    assertThat(MachineNoise.without(result.invalidReasons()))
        .containsExactly("1 messages came out of order");
  }

  @Test
  void streamThatIsClosedInTheMiddleIsConnectedAnewAndWhatWasMissedIsLost() {
    StreamPlan plan =
        (stream, event) -> stream == 2 && event == 500 ? Delivery.CLOSE : Delivery.SEND;
    LoadResult result = run(plan, WORKLOAD, OPTIONS);
    SubscriberCounts all = streams(result).total();

    assertThat(all.ended()).isEqualTo(1);
    assertThat(all.reconnects()).isEqualTo(1);
    assertThat(all.cutOffs()).isZero();
    assertThat(all.expected()).isEqualTo(3 * 2_010);
    assertThat(all.lost()).isPositive().isLessThan(2_010);
    assertThat(all.delivered() + all.lost()).isEqualTo(all.expected());
    assertThat(result.streamFaulty()).isTrue();
    assertThat(result.warnings())
        .anyMatch(
            it -> it.equals("the target ended 1 streams; subscribers connected anew 1 times"));
  }

  @Test
  void subscribersThatAreRefusedMakeTheRunInvalidAndAreOwedNothing() {
    LoadResult result = run(admitting(2, Integer.MAX_VALUE), WORKLOAD, OPTIONS);
    StreamFigures streams = streams(result);

    assertThat(streams.connected()).isEqualTo(2);
    assertThat(streams.total().refused()).isGreaterThanOrEqualTo(4);
    assertThat(streams.total().lost()).isZero();
    assertThat(streams.total().expected()).isEqualTo(2 * 2_010);
    assertThat(result.streamFaulty()).isFalse();
    assertThat(MachineNoise.without(result.invalidReasons()))
        .singleElement()
        .asString()
        .startsWith("only 2 of 3 subscribers were let in")
        .contains("INGEST_MAX_SSE_CLIENTS");
  }

  @Test
  void subscriberThatIsRefusedAtFirstTriesAgain() {
    LoadResult result = run(admitting(2, 4), WORKLOAD, OPTIONS);
    SubscriberCounts all = streams(result).total();

    assertThat(MachineNoise.without(result.invalidReasons())).isEmpty();
    assertThat(all.refused()).isEqualTo(2);
    assertThat(all.delivered()).isEqualTo(3 * 2_010);
  }

  @Test
  void targetThatRefusesEverybodyIsSaidSo() {
    assertThatThrownBy(() -> run(admitting(0, Integer.MAX_VALUE), WORKLOAD, OPTIONS))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("refuses every subscriber with 503");
  }

  @Test
  void eventsOfRefusedRequestsAreNotExpected() {
    AnswerPlan plan =
        request ->
            request % 10 == 0 ? Answer.of(Answer.Kind.UNAVAILABLE) : Answer.storeAfter(DELAY);
    try (NullServer server = NullServer.start(plan)) {
      LoadResult result = run(server, WORKLOAD, OPTIONS);
      StreamFigures streams = streams(result);

      // Requests 10, 20, … 100 of 103, the first two of which are the warm-up's.
      assertThat(result.requestsFailed()).isEqualTo(10);
      assertThat(streams.acknowledged()).isEqualTo(1_810);
      assertThat(streams.total().delivered()).isEqualTo(3 * 1_810);
      assertThat(streams.total().lost()).isZero();
      assertThat(streams.total().unacknowledged()).isZero();
    }
  }

  @Test
  void slowReaderIsSetBesideAPromptOneInFourPartsEach() {
    Workload small = WORKLOAD.withEvents(200);
    LoadOptions options = OPTIONS.withStreams(subscribers(1).withSlowReader(true));
    try (NullServer server = NullServer.start(ANSWERS)) {
      LoadResult result = run(server, small, options);
      SlowReaderEffect effect = Objects.requireNonNull(result.slowReader());

      assertThat(result.eventsAcknowledged()).isEqualTo(200);
      assertThat(streams(result).total().delivered()).isEqualTo(200);
      assertThat(server.counts().eventsStored()).isEqualTo(40 + 9 * 200);
      assertThat(effect.parts().stream().map(SlowReaderEffect.Part::slow))
          .containsExactly(false, true, true, false, true, false, false, true);
      assertThat(effect.parts())
          .allSatisfy(part -> assertThat(part.p99Ns()).isGreaterThan(DELAY.toNanos() * 9 / 10))
          .allSatisfy(part -> assertThat(part.requestsFailed()).isZero())
          .allSatisfy(part -> assertThat(part.disconnectedAfterNs()).isNull());
      assertThat(effect.slowReaderBytes()).isPositive();
      assertThat(effect.p99Ratio()).isPositive();
      assertThat(effect.throughputRatio()).isPositive();
    }
  }

  @Test
  void loadKeepsItsOwnConnections() {
    try (NullServer server = NullServer.start(ANSWERS)) {
      LoadResult result = run(server, WORKLOAD, OPTIONS);

      // Five users and three subscribers; the first look at the target and two for statistics.
      assertThat(server.counts().accepts()).isEqualTo(5 + 3 + 3);
      assertThat(result.tally().reconnects()).isZero();
    }
  }

  /// Lets in the first streams asked for, and then again those from a certain request on.
  private static StreamPlan admitting(long first, long againFrom) {
    return new StreamPlan() {
      @Override
      public Delivery delivery(long stream, long event) {
        return Delivery.SEND;
      }

      @Override
      public boolean admits(long request) {
        return request <= first || request > againFrom;
      }
    };
  }

  private static StreamOptions subscribers(int count) {
    return StreamOptions.NONE.withSubscribers(count).withDrainQuiet(Duration.ofMillis(500));
  }

  private static StreamFigures streams(LoadResult result) {
    return Objects.requireNonNull(result.streams());
  }

  private static LoadResult run(StreamPlan plan, Workload workload, LoadOptions options) {
    try (NullServer server = NullServer.start(ANSWERS, plan)) {
      return run(server, workload, options);
    }
  }

  private static LoadResult run(NullServer server, Workload workload, LoadOptions options) {
    try (LoadGenerator generator = LoadGenerator.create(options)) {
      return generator.run(
          server.uri(), workload, RunNonce.next(Clock.systemUTC()), ProgressListener.SILENT);
    }
  }
}
