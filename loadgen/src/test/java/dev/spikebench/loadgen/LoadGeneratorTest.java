package dev.spikebench.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spikebench.loadgen.model.Outcome;
import dev.spikebench.loadgen.model.Phase;
import dev.spikebench.loadgen.model.Progress;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.model.SelfWarmUp;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.model.Verdict;
import dev.spikebench.loadgen.nullserver.Answer;
import dev.spikebench.loadgen.nullserver.AnswerPlan;
import dev.spikebench.loadgen.nullserver.NullServer;
import dev.spikebench.loadgen.workload.RunNonce;
import dev.spikebench.loadgen.workload.Workload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
  private static final Duration DELAY = Duration.ofMillis(20);

  /// Ten users on a server that takes 20 ms: the client has time to spare, warm or cold.
  private static final Workload SMALL =
      Workload.spec().withEvents(2_010).withBatchSize(20).withConcurrency(10).withWarmupEvents(100);

  private static final LoadOptions OPTIONS =
      LoadOptions.defaults()
          .withSelfWarmUp(false)
          .withHeadroomCheck(false)
          .withRequestTimeout(Duration.ofSeconds(20));

  @Test
  void everyRequestEndsAsOneOutcomeAndEveryEventIsAccountedFor() {
    try (NullServer server = NullServer.start(always(Answer.storeAfter(DELAY)))) {
      LoadResult result = run(server, SMALL, OPTIONS);

      assertThat(MachineNoise.without(result.invalidReasons())).isEmpty();
      assertThat(result.tally().requestsPlanned()).isEqualTo(101);
      assertThat(result.tally().requestsSent()).isEqualTo(101);
      assertThat(result.tally().requestsEnded()).isEqualTo(101);
      assertThat(result.requestsOk()).isEqualTo(101);
      assertThat(result.requestsFailed()).isZero();
      assertThat(result.eventsSent()).isEqualTo(2_010);
      assertThat(result.eventsAcknowledged()).isEqualTo(2_010);
      assertThat(result.eventsStored()).isEqualTo(2_010);
      assertThat(result.latency().count()).isEqualTo(101);
      assertThat(result.failedLatency().count()).isZero();
      assertThat(result.tally().statusCounts()).containsOnlyKeys(201).containsEntry(201, 101L);
      assertThat(result.verdict()).isEqualTo(Verdict.TARGET_BOUND);
      assertThat(result.elapsedNs()).isGreaterThanOrEqualTo(11 * DELAY.toNanos());
      assertThat(result.client().busiestThreadShare()).isPositive();
    }
  }

  @Test
  void targetsWarmUpIsCountedApartAndInNoHistogram() {
    // The five warm-up requests are slow; none of that may reach the figures.
    AnswerPlan plan =
        request -> Answer.storeAfter(request <= 5 ? Duration.ofMillis(400) : Duration.ZERO);
    try (NullServer server = NullServer.start(plan)) {
      LoadResult result = run(server, SMALL, OPTIONS);

      assertThat(result.targetWarmUp().requests()).isEqualTo(5);
      assertThat(result.targetWarmUp().events()).isEqualTo(100);
      assertThat(result.targetWarmUp().elapsedNs()).isGreaterThanOrEqualTo(400_000_000L);
      assertThat(result.latency().count()).isEqualTo(101);
      assertThat(result.latency().maxNs()).isLessThan(400_000_000L);
      assertThat(server.counts().requests()).isEqualTo(106);
      assertThat(server.counts().eventsStored()).isEqualTo(2_110);
    }
  }

  @Test
  void eachVirtualUserHasExactlyOneConnectionAndEachRequestIsOneRead() {
    try (NullServer server = NullServer.start(always(Answer.storeAfter(Duration.ofMillis(1))))) {
      LoadResult result = run(server, Workload.spec(), OPTIONS);

      assertThat(result.requestsOk()).isEqualTo(400);
      assertThat(result.tally().reconnects()).isZero();
      // One more for the first look, and two that ask for statistics.
      assertThat(server.counts().accepts()).isEqualTo(40 + 3);
      assertThat(server.counts().controlRequests()).isEqualTo(2);
      assertThat(server.counts().requests()).isEqualTo(410);
      assertThat(server.counts().reads()).isEqualTo(410 + 2);
    }
  }

  @Test
  void requestsCarryNothingThatAnIngestRequestDoesNotNeed() {
    try (NullServer server = NullServer.start()) {
      run(server, SMALL, OPTIONS);

      assertThat(server.lastHead())
          .startsWith("POST /api/events/batch HTTP/1.1\r\n")
          .containsIgnoringCase("\r\nContent-Type: application/json\r\n")
          .containsIgnoringCase("\r\nHost: 127.0.0.1:" + server.uri().getPort() + "\r\n")
          .containsIgnoringCase("\r\nContent-Length: ")
          .doesNotContainIgnoringCase("Upgrade")
          .doesNotContainIgnoringCase("Cookie")
          .doesNotContainIgnoringCase("Accept-Encoding")
          .doesNotContainIgnoringCase("Expect")
          .doesNotContainIgnoringCase("Transfer-Encoding");
    }
  }

  @Test
  void singleEventsGoToTheirOwnPathOneARequest() {
    try (NullServer server = NullServer.start(always(Answer.storeAfter(DELAY)))) {
      LoadResult result = run(server, SMALL.withEvents(50).asSingle(), OPTIONS);

      assertThat(MachineNoise.without(result.invalidReasons())).isEmpty();
      assertThat(result.requestsOk()).isEqualTo(50);
      assertThat(result.eventsAcknowledged()).isEqualTo(50);
      assertThat(server.lastHead()).startsWith("POST /api/events HTTP/1.1\r\n");
    }
  }

  @Test
  void runWithoutWarmUpEventsSendsNone() {
    try (NullServer server = NullServer.start(always(Answer.storeAfter(DELAY)))) {
      LoadResult result = run(server, SMALL.withWarmupEvents(0), OPTIONS);

      assertThat(result.targetWarmUp().requests()).isZero();
      assertThat(server.counts().requests()).isEqualTo(101);
    }
  }

  @Test
  void twoRunsOnOneTargetBothCountBecauseTheirNoncesDiffer() {
    try (NullServer server = NullServer.start(always(Answer.storeAfter(DELAY)));
        LoadGenerator generator = LoadGenerator.create(OPTIONS)) {
      LoadResult one = run(generator, server, SMALL);
      LoadResult two = run(generator, server, SMALL);

      assertThat(one.runNonce()).isNotEqualTo(two.runNonce());
      assertThat(one.eventsStored()).isEqualTo(2_010);
      assertThat(two.eventsStored()).isEqualTo(2_010);
    }
  }

  @Test
  void runWhoseStoredEventsFallShortOfTheAcknowledgedOnesIsInvalid() {
    AnswerPlan plan =
        request -> request == 50 ? Answer.of(Answer.Kind.FORGET_LAST) : Answer.storeAfter(DELAY);
    try (NullServer server = NullServer.start(plan)) {
      LoadResult result = run(server, SMALL, OPTIONS);

      assertThat(result.eventsAcknowledged()).isEqualTo(2_010);
      assertThat(result.eventsStored()).isEqualTo(2_009);
      assertThat(result.valid()).isFalse();
      assertThat(MachineNoise.without(result.invalidReasons()))
          .containsExactly("the target acknowledged 2,010 events and stored 2,009");
    }
  }

  @Test
  void targetThatDoesNotTellWhatItStoredProvesNothing() {
    try (NullServer server = NullServer.startWithoutStats()) {
      LoadResult result = run(server, SMALL, OPTIONS);

      assertThat(result.eventsStored()).isNull();
      assertThat(MachineNoise.without(result.invalidReasons()))
          .anyMatch(reason -> reason.contains("/api/stats"));
    }
  }

  @Test
  void duplicatesAndRejectionsMakeTheRunInvalidWithTheirCounts() {
    AnswerPlan plan =
        request ->
            switch ((int) request) {
              case 20 -> Answer.of(Answer.Kind.DUPLICATE_LAST);
              case 30 -> Answer.of(Answer.Kind.REJECT_LAST);
              default -> Answer.storeAfter(DELAY);
            };
    try (NullServer server = NullServer.start(plan)) {
      LoadResult result = run(server, SMALL, OPTIONS);

      assertThat(result.tally().eventsDuplicate()).isEqualTo(1);
      assertThat(result.tally().eventsRejected()).isEqualTo(1);
      assertThat(result.eventsAcknowledged()).isEqualTo(2_008);
      assertThat(result.eventsStored()).isEqualTo(2_008);
      assertThat(result.tally().count(Outcome.REJECTED)).isEqualTo(1);
      assertThat(result.requestsOk()).isEqualTo(100);
      assertThat(MachineNoise.without(result.invalidReasons()))
          .containsExactly(
              "the target rejected 1 events, all of which are valid",
              "the target called 1 events duplicates, each of which was sent once");
    }
  }

  @Test
  void answersWhoseCountsDoNotAddUpFailAndMakeTheRunInvalid() {
    AnswerPlan plan =
        request -> request == 40 ? Answer.of(Answer.Kind.MISCOUNT) : Answer.storeAfter(DELAY);
    try (NullServer server = NullServer.start(plan)) {
      LoadResult result = run(server, SMALL, OPTIONS);

      assertThat(result.tally().count(Outcome.REJECTED)).isEqualTo(1);
      assertThat(MachineNoise.without(result.invalidReasons()))
          .anyMatch(reason -> reason.contains("do not add up"))
          .anyMatch(reason -> reason.contains("acknowledged 2,009 events and stored 2,010"));
    }
  }

  @Test
  void deadlineEndsTheRunAsInvalidWithEveryRequestSentAccountedFor() {
    AnswerPlan plan =
        request -> request > 20 ? Answer.of(Answer.Kind.STALL) : Answer.storeAfter(DELAY);
    try (NullServer server = NullServer.start(plan)) {
      LoadResult result = run(server, SMALL, OPTIONS.withDeadline(Duration.ofSeconds(1)));

      assertThat(result.interrupted()).isFalse();
      assertThat(MachineNoise.without(result.invalidReasons()))
          .anyMatch(reason -> reason.contains("deadline passed"));
      assertThat(result.tally().count(Outcome.ABORTED)).isEqualTo(10);
      assertThat(result.requestsOk()).isEqualTo(15);
      assertThat(result.tally().requestsSent()).isEqualTo(25);
      assertThat(result.tally().requestsEnded()).isEqualTo(25);
    }
  }

  @Test
  void cancelledRunReturnsWhatItHasMarkedInterrupted() {
    try (NullServer server = NullServer.start(always(Answer.storeAfter(DELAY)));
        LoadGenerator generator = LoadGenerator.create(OPTIONS)) {
      ProgressListener canceller =
          progress -> {
            if (progress.phase() == Phase.MEASURED) {
              generator.cancel();
            }
          };
      LoadResult result =
          generator.run(server.uri(), SMALL.withEvents(400_000), nonce(), canceller);

      assertThat(result.interrupted()).isTrue();
      assertThat(result.valid()).isFalse();
      assertThat(result.tally().requestsSent())
          .isPositive()
          .isLessThan(20_000)
          .isEqualTo(result.tally().requestsEnded());
      assertThat(result.eventsStored()).isNull();
    }
  }

  @Test
  void generatorThatWasCancelledSendsNoRequestAnyMore() {
    try (NullServer server = NullServer.start();
        LoadGenerator generator = LoadGenerator.create(OPTIONS)) {
      generator.cancel();
      LoadResult result = run(generator, server, SMALL);

      assertThat(result.interrupted()).isTrue();
      assertThat(server.counts().requests()).isZero();
    }
  }

  @Test
  void targetThatDiesRightAfterTheLoadLeavesWhatWasMeasured() {
    try (NullServer server = NullServer.start(always(Answer.storeAfter(DELAY)));
        LoadGenerator generator = LoadGenerator.create(OPTIONS)) {
      Runnable death = server::close;
      ProgressListener closing =
          new ProgressListener() {
            @Override
            public void progress(Progress progress) {}

            @Override
            public void phaseEnded(Phase phase) {
              if (phase == Phase.MEASURED) {
                death.run();
              }
            }
          };
      TargetDiedException told =
          catchThrowableOfType(
              TargetDiedException.class,
              () -> generator.run(server.uri(), SMALL, nonce(), closing));

      assertThat(told).hasMessageContaining("once the load had ended");
      assertThat(told.partial().requestsOk()).isEqualTo(101);
      assertThat(told.partial().valid()).isFalse();
    }
  }

  @Test
  void targetThatDiesInTheMiddleIsNamedWithTheCause() {
    CompletableFuture<NullServer> victim = new CompletableFuture<>();
    AnswerPlan plan =
        request -> {
          if (request == 60) {
            Thread.ofVirtual().start(() -> victim.join().close());
            return Answer.of(Answer.Kind.STALL);
          }
          return request > 60 ? Answer.of(Answer.Kind.STALL) : Answer.storeAfter(DELAY);
        };
    try (NullServer server = NullServer.start(plan)) {
      victim.complete(server);

      TargetDiedException death =
          catchThrowableOfType(TargetDiedException.class, () -> run(server, SMALL, OPTIONS));

      assertThat(death)
          .hasMessageContaining(server.uri().toString())
          .hasMessageContaining("stopped listening")
          .hasMessageContaining("of 101 requests")
          .hasMessageContaining("refused");
      LoadResult partial = death.partial();
      assertThat(partial.valid()).isFalse();
      assertThat(partial.invalidReasons()).anyMatch(it -> it.contains("stopped listening after"));
      assertThat(partial.requestsOk()).isPositive();
      assertThat(partial.requestsFailed()).isPositive();
      assertThat(partial.tally().requestsEnded()).isEqualTo(partial.tally().requestsSent());
    }
  }

  @Test
  void targetThatIsNotThereIsNamedBeforeAnythingElseIsDone() throws IOException {
    URI free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
    List<Phase> phases = new ArrayList<>();
    try (LoadGenerator generator = LoadGenerator.create(OPTIONS.withSelfWarmUp(true))) {
      assertThatThrownBy(() -> generator.run(free, SMALL, nonce(), recorder(phases)))
          .isInstanceOf(TargetException.class)
          .hasMessageContaining(free.toString())
          .hasMessageContaining("can't be connected to");
    }
    assertThat(phases).isEmpty();
  }

  @Test
  void targetElsewhereIsRefusedUnlessAllowedOnPurpose() {
    try (LoadGenerator generator = LoadGenerator.create(OPTIONS)) {
      // 192.0.2.0/24 is set aside for documentation: nothing is ever there.
      URI remote = URI.create("http://192.0.2.1:3141");
      assertThatThrownBy(() -> generator.run(remote, SMALL, nonce(), ProgressListener.SILENT))
          .isInstanceOf(TargetException.class)
          .hasMessageContaining("not on the loopback interface")
          .hasMessageContaining("--allow-remote");
    }
  }

  @Test
  void targetUrlThatIsNoPlainBaseUrlIsRefused() {
    try (LoadGenerator generator = LoadGenerator.create(OPTIONS)) {
      for (String bad :
          new String[] {
            "ftp://127.0.0.1:1",
            "http://127.0.0.1",
            "localhost:3141",
            "http://127.0.0.1:1/?a=b",
            "http://u@127.0.0.1:1"
          }) {
        assertThatThrownBy(
                () -> generator.run(URI.create(bad), SMALL, nonce(), ProgressListener.SILENT))
            .as(bad)
            .isInstanceOf(TargetException.class)
            .hasMessageContaining("must be");
      }
    }
  }

  @Test
  void clientIsWarmedUpOnceAndBeforeTheTargetSeesARequest() {
    List<Phase> phases = new ArrayList<>();
    try (NullServer server = NullServer.start(always(Answer.storeAfter(DELAY)));
        LoadGenerator generator = LoadGenerator.create(OPTIONS.withSelfWarmUp(true))) {
      ProgressListener listener =
          new ProgressListener() {
            @Override
            public void progress(Progress progress) {}

            @Override
            public void phaseStarted(Phase phase) {
              phases.add(phase);
            }

            @Override
            public void phaseEnded(Phase phase) {
              if (phase == Phase.SELF_WARM_UP) {
                assertThat(server.counts().bytes()).isZero();
              }
            }
          };
      LoadResult one = generator.run(server.uri(), SMALL, nonce(), listener);
      LoadResult two = generator.run(server.uri(), SMALL, nonce(), listener);

      assertThat(phases)
          .containsExactly(
              Phase.SELF_WARM_UP,
              Phase.TARGET_WARM_UP,
              Phase.MEASURED,
              Phase.TARGET_WARM_UP,
              Phase.MEASURED);
      assertThat(one.selfWarmUp()).isEqualTo(two.selfWarmUp());
      SelfWarmUp warmUp = Objects.requireNonNull(one.selfWarmUp());
      assertThat(warmUp.requests()).isGreaterThanOrEqualTo(3_000);
      assertThat(warmUp.elapsedNs()).isPositive();
    }
  }

  @Test
  void progressEndsAtAllRequests() {
    List<Progress> seen = new ArrayList<>();
    try (NullServer server = NullServer.start(always(Answer.storeAfter(DELAY)));
        LoadGenerator generator = LoadGenerator.create(OPTIONS)) {
      generator.run(server.uri(), SMALL, nonce(), seen::add);
    }
    Progress last = seen.getLast();
    assertThat(last.phase()).isEqualTo(Phase.MEASURED);
    assertThat(last.requestsDone()).isEqualTo(101);
    assertThat(last.requestsTotal()).isEqualTo(101);
    assertThat(last.remaining()).isZero();
    assertThat(last.eventsPerSecond()).isPositive();
  }

  /// The recorded latency can't be below what the server takes, and a sane client adds less than
  /// another of it: generous, because tests share their machine.
  @Test
  void knownDelayIsNeverReadAsLessThanItIs() {
    try (NullServer server = NullServer.start(always(Answer.storeAfter(DELAY)))) {
      LoadResult result = run(server, SMALL.withConcurrency(1).withBatchSize(10), OPTIONS);

      assertThat(result.latency().minNs()).isGreaterThanOrEqualTo(lowestEquivalent(DELAY));
      assertThat(result.latency().percentileNs(50))
          .isBetween(lowestEquivalent(DELAY), 200_000_000L);
    }
  }

  private static long lowestEquivalent(Duration delay) {
    // The histogram keeps three digits and reports the lower end of a bucket as the minimum.
    return delay.toNanos() - delay.toNanos() / 1_000 - TimeUnit.MICROSECONDS.toNanos(1);
  }

  private static AnswerPlan always(Answer answer) {
    return request -> answer;
  }

  private static LoadResult run(NullServer server, Workload workload, LoadOptions options) {
    try (LoadGenerator generator = LoadGenerator.create(options)) {
      return run(generator, server, workload);
    }
  }

  private static LoadResult run(LoadGenerator generator, NullServer server, Workload workload) {
    return generator.run(server.uri(), workload, nonce(), ProgressListener.SILENT);
  }

  private static String nonce() {
    return RunNonce.next(Clock.systemUTC());
  }

  private static ProgressListener recorder(List<Phase> phases) {
    return new ProgressListener() {
      @Override
      public void progress(Progress progress) {}

      @Override
      public void phaseStarted(Phase phase) {
        phases.add(phase);
      }
    };
  }
}
