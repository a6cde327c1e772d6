package dev.spikebench.loadgen.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.loadgen.model.Outcome;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.nullserver.Answer;
import dev.spikebench.loadgen.nullserver.AnswerPlan;
import dev.spikebench.loadgen.nullserver.NullServer;
import dev.spikebench.loadgen.workload.BodyRenderer;
import dev.spikebench.loadgen.workload.RequestBodies;
import dev.spikebench.loadgen.workload.Workload;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.impl.async.MinimalHttpAsyncClient;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.AsyncClientEndpoint;
import org.apache.hc.core5.io.CloseMode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TargetSessionTest {
  private static final Duration DELAY = Duration.ofMillis(20);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int REQUESTS = 100;
  private static final int USERS = 5;

  @Test
  void unavailableIsOneFailureAndNeverSentAgain() {
    AnswerPlan plan =
        request -> request % 5 == 0 ? Answer.of(Answer.Kind.UNAVAILABLE) : Answer.storeAfter(DELAY);
    try (NullServer server = NullServer.start(plan)) {
      PartResult result = run(server, TIMEOUT);

      assertThat(server.counts().requests()).isEqualTo(REQUESTS);
      assertThat(result.tally().count(Outcome.HTTP_STATUS)).isEqualTo(20);
      assertThat(result.tally().count(Outcome.OK)).isEqualTo(80);
      assertThat(result.tally().statusCounts()).containsEntry(503, 20L).containsEntry(201, 80L);
      assertThat(result.tally().eventsAcknowledged()).isEqualTo(80 * 10);
      assertThat(result.tally().reconnects()).isZero();
    }
  }

  @Test
  void fastFailuresStayOutOfTheLatenciesOfGoodRequests() {
    AnswerPlan plan =
        request -> request % 5 == 0 ? Answer.of(Answer.Kind.UNAVAILABLE) : Answer.storeAfter(DELAY);
    try (NullServer server = NullServer.start(plan)) {
      PartResult result = run(server, TIMEOUT);

      assertThat(result.latencies().wire().count()).isEqualTo(80);
      assertThat(result.latencies().wire().minNs())
          .isGreaterThanOrEqualTo(lowestEquivalentNs(DELAY));
      assertThat(result.latencies().failedWire().count()).isEqualTo(20);
    }
  }

  @Test
  void requestsWithoutAnAnswerTimeOutNoEarlierThanTheLimitAndTheRunGoesOn() {
    Duration timeout = Duration.ofMillis(600);
    AnswerPlan plan = request -> request % 25 == 0 ? Answer.of(Answer.Kind.STALL) : Answer.AT_ONCE;
    try (NullServer server = NullServer.start(plan)) {
      PartResult result = run(server, timeout);

      assertThat(result.tally().count(Outcome.TIMEOUT)).isEqualTo(4);
      assertThat(result.tally().count(Outcome.OK)).isEqualTo(96);
      assertThat(result.latencies().failedWire().count()).isEqualTo(4);
      assertThat(result.latencies().failedWire().minNs())
          .isGreaterThanOrEqualTo(lowestEquivalentNs(timeout));
      assertThat(result.tally().requestsEnded()).isEqualTo(result.tally().requestsSent());
    }
  }

  @Test
  void connectionOfATimedOutRequestIsClosedAndReplaced() {
    AnswerPlan plan = request -> request == 1 ? Answer.of(Answer.Kind.STALL) : Answer.AT_ONCE;
    try (NullServer server = NullServer.start(plan);
        TargetSession session = TargetSession.open(settings(server, 1, Duration.ofMillis(300)))) {
      PartResult result = run(session, 10);

      assertThat(result.tally().count(Outcome.TIMEOUT)).isEqualTo(1);
      assertThat(result.tally().reconnects()).isEqualTo(1);
      assertThat(server.counts().accepts()).isEqualTo(2);
      Awaitility.await().untilAsserted(() -> assertThat(server.counts().open()).isEqualTo(1));
    }
  }

  @Test
  void brokenConnectionIsAReadFailureAndTheUserGetsANewOne() {
    AnswerPlan plan = request -> request % 10 == 0 ? Answer.of(Answer.Kind.CLOSE) : Answer.AT_ONCE;
    try (NullServer server = NullServer.start(plan)) {
      PartResult result = run(server, TIMEOUT);

      assertThat(result.tally().count(Outcome.READ_WRITE)).isEqualTo(10);
      assertThat(result.tally().count(Outcome.OK)).isEqualTo(90);
      assertThat(server.counts().requests()).isEqualTo(REQUESTS);
      assertThat(server.counts().accepts()).isEqualTo(USERS + result.tally().reconnects());
    }
  }

  @Test
  void connectionTheServerClosesWithItsAnswerCostsNoRequest() {
    AnswerPlan plan =
        request -> request % 10 == 0 ? Answer.of(Answer.Kind.STORE_AND_CLOSE) : Answer.AT_ONCE;
    try (NullServer server = NullServer.start(plan)) {
      PartResult result = run(server, TIMEOUT);

      assertThat(result.tally().count(Outcome.OK)).isEqualTo(REQUESTS);
      assertThat(result.tally().reconnects()).isBetween(5L, 10L);
    }
  }

  @Test
  void partsOfARunShareTheirConnectionsAndNothingElse() {
    try (NullServer server = NullServer.start();
        TargetSession session = TargetSession.open(settings(server, USERS, TIMEOUT))) {
      run(session, 30);
      PartResult second = run(session, 40);

      assertThat(second.tally().requestsEnded()).isEqualTo(40);
      assertThat(second.latencies().wire().count()).isEqualTo(40);
      assertThat(server.counts().accepts()).isEqualTo(USERS);
      assertThat(server.counts().requests()).isEqualTo(70);
    }
  }

  @Test
  void moreUsersThanRequestsIsNoProblem() {
    try (NullServer server = NullServer.start();
        TargetSession session = TargetSession.open(settings(server, 8, TIMEOUT))) {
      assertThat(run(session, 3).tally().count(Outcome.OK)).isEqualTo(3);
    }
  }

  @Test
  void twoThreadsServeTheConnectionsToo() {
    AnswerPlan plan = request -> Answer.storeAfter(Duration.ofMillis(1));
    try (NullServer server = NullServer.start(plan)) {
      SessionSettings two = new SessionSettings(server.uri(), 10, 4_000, 2, TIMEOUT);
      try (TargetSession session = TargetSession.open(two)) {
        PartResult result = run(session, 200);

        assertThat(result.tally().count(Outcome.OK)).isEqualTo(200);
        assertThat(result.latencies().wire().count()).isEqualTo(200);
        assertThat(result.busiestThreadShare()).isPositive();
      }
    }
  }

  @Test
  void requestsLargerThanTheBufferArriveWhole() {
    Workload large = Workload.spec().withBatchSize(5_000).withEvents(10_000);
    RequestBodies bodies = new BodyRenderer(large, "n", Instant.EPOCH, 1).measured();
    try (NullServer server = NullServer.start();
        TargetSession session =
            TargetSession.open(
                new SessionSettings(server.uri(), 2, bodies.largestBytes(), 1, TIMEOUT))) {
      PartResult result =
          session.run(PartPlan.silent(large.form(), bodies), new RunControl(TIMEOUT));

      assertThat(result.tally().eventsAcknowledged()).isEqualTo(10_000);
      assertThat(server.counts().eventsReceived()).isEqualTo(10_000);
    }
  }

  @Test
  void baseUrlMayHaveAPath() {
    try (NullServer server = NullServer.start()) {
      URI below = URI.create(server.uri() + "/elsewhere");
      try (TargetSession session =
          TargetSession.open(new SessionSettings(below, 1, 4_000, 1, TIMEOUT))) {
        PartResult result = run(session, 2);

        // The null server knows no such path: that it was asked for is the point.
        assertThat(result.tally().statusCounts()).containsOnlyKeys(404).containsEntry(404, 2L);
      }
    }
  }

  @Test
  void nothingThatListensIsNamedWithTheUrl() {
    NullServer closed = NullServer.start();
    closed.close();

    assertThatThrownBy(() -> TargetSession.open(settings(closed, 2, TIMEOUT)))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining(closed.uri().toString());
  }

  /// Without `TCP_NODELAY` the second write of a request waits for the acknowledgement of the
  /// first, which a receiver delays by 40 ms: 25 requests a second at most. Buffers below the size
  /// of a request make the library write twice, so that the stall can show itself.
  @Test
  void requestsOfSeveralWritesDoNotWaitForDelayedAcknowledgements() {
    int requests = 200;
    try (NullServer server = NullServer.start()) {
      SessionSettings settings = settings(server, 1, TIMEOUT);
      try (TargetSession session =
          TargetSession.open(settings, HttpTransport.open(settings, 256))) {
        PartResult result = run(session, requests);

        assertThat(server.counts().reads()).isGreaterThan(server.counts().requests());
        assertThat(result.elapsedNs()).isLessThan(requests * 40_000_000L);
      }
    }
  }

  @Test
  void socketsSendWithoutDelay() throws Exception {
    try (NullServer server = NullServer.start();
        MinimalHttpAsyncClient client = HttpTransport.open(settings(server, 1, TIMEOUT))) {
      AsyncClientEndpoint endpoint =
          client.lease(new HttpHost("http", "127.0.0.1", server.uri().getPort()), null).get();
      SocketChannel channel = ReachableChannel.from(endpoint);

      assertThat(channel.getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
      client.close(CloseMode.IMMEDIATE);
    }
  }

  private static PartResult run(NullServer server, Duration timeout) {
    try (TargetSession session = TargetSession.open(settings(server, USERS, timeout))) {
      return run(session, REQUESTS);
    }
  }

  private static PartResult run(TargetSession session, int requests) {
    Workload workload = Workload.spec().withBatchSize(10).withEvents(requests * 10L);
    RequestBodies bodies = new BodyRenderer(workload, "n", Instant.EPOCH, 1).measured();
    return session.run(
        PartPlan.silent(workload.form(), bodies), new RunControl(Duration.ofMinutes(1)));
  }

  private static SessionSettings settings(NullServer server, int users, Duration timeout) {
    return new SessionSettings(server.uri(), users, 4_000, 1, timeout);
  }

  /// The histogram keeps three digits and reports the lower end of a bucket as the minimum.
  private static long lowestEquivalentNs(Duration duration) {
    return duration.toNanos() - duration.toNanos() / 500;
  }
}
