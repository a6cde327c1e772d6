package dev.spikebench.loadgen.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.loadgen.recording.LatencyHistogram;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What is counted of a stream, given exactly.
class SubscriptionTest {
  private final DeliveryLedger ledger = DeliveryLedger.forRun(2, 1_000);
  private final Subscription one = subscriber();
  private final Subscription two = subscriber();
  private final RequestFollower measured = new RequestFollower(ledger, true);

  @Test
  void eventsThatComeOnceAndInOrderAreDelivered() {
    acknowledge("a", "b", "c");
    feed(one, event(1, "a"), event(2, "b"), event(3, "c"));
    feed(two, event(1, "a"), event(2, "b"), event(3, "c"));

    assertThat(ledger.missing()).isZero();
    ledger.finish();
    assertThat(one.counts().delivered()).isEqualTo(3);
    assertThat(all().expected()).isEqualTo(6);
    assertThat(all().delivered()).isEqualTo(6);
    assertThat(all().faulty()).isFalse();
  }

  @Test
  void eventThatNeverComesIsLostToThatSubscriberAlone() {
    acknowledge("a", "b", "c");
    feed(one, event(1, "a"), event(3, "c"));
    feed(two, event(1, "a"), event(2, "b"), event(3, "c"));

    assertThat(ledger.missing()).isEqualTo(1);
    ledger.finish();
    assertThat(one.counts().lost()).isEqualTo(1);
    assertThat(two.counts().lost()).isZero();
    assertThat(all().outOfOrder()).isZero();
    assertThat(all().faulty()).isTrue();
  }

  @Test
  void eventThatComesTwiceIsADuplicateAndNoDisorder() {
    acknowledge("a", "b");
    feed(one, event(1, "a"), event(1, "a"), event(2, "b"), event(1, "a"));
    ledger.finish();

    assertThat(one.counts().duplicates()).isEqualTo(2);
    assertThat(one.counts().outOfOrder()).isZero();
    assertThat(one.counts().delivered()).isEqualTo(2);
  }

  @Test
  void twoSwappedEventsAreOneViolationOfTheOrder() {
    acknowledge("a", "b", "c");
    feed(one, event(2, "b"), event(1, "a"), event(3, "c"));
    ledger.finish();

    assertThat(one.counts().outOfOrder()).isEqualTo(1);
    assertThat(one.counts().duplicates()).isZero();
    assertThat(one.counts().lost()).isZero();
  }

  @Test
  void eventOfARequestThatFailedIsNoLossAndIsCountedApartWhereItComes() {
    long ticket = send(measured, "a", "b");
    feed(one, event(1, "a"));
    measured.ended(ticket, false);
    ledger.finish();

    assertThat(one.counts().unacknowledged()).isEqualTo(1);
    assertThat(all().expected()).isZero();
    assertThat(all().faulty()).isFalse();
  }

  @Test
  void eventMayComeBeforeItsRequestIsAnswered() {
    long ticket = send(measured, "a");
    feed(one, event(1, "a"));
    assertThat(ledger.missing()).isZero();
    measured.ended(ticket, true);
    assertThat(ledger.missing()).isEqualTo(1);
    feed(two, event(1, "a"));
    assertThat(ledger.missing()).isZero();
  }

  @Test
  void eventsOfOtherWritersAreCountedAndTheirOrderIsWatched() {
    acknowledge("a");
    feed(one, event(1, "x"), event(2, "a"), event(4, null), event(3, "y"));
    ledger.finish();

    assertThat(one.counts().otherEvents()).isEqualTo(3);
    assertThat(one.counts().outOfOrder()).isEqualTo(1);
    assertThat(one.counts().delivered()).isEqualTo(1);
  }

  @Test
  void warmUpIsKnownButDoesNotCount() {
    RequestFollower warmUp = new RequestFollower(ledger, false);
    warmUp.ended(send(warmUp, "w"), true);
    acknowledge("a");
    feed(one, event(1, "w"), event(2, "a"));
    ledger.finish();

    assertThat(one.counts().uncountedEvents()).isEqualTo(1);
    assertThat(one.counts().expected()).isEqualTo(1);
    assertThat(two.counts().lost()).isEqualTo(1);
    assertThat(ledger.acknowledged()).isEqualTo(1);
    assertThat(ledger.latency().count()).isEqualTo(1);
  }

  @Test
  void otherMessagesAreCountedByKind() {
    feed(
        one,
        "data: {\"type\":\"stats\",\"payload\":{}}\n\n",
        "data: {\"type\":\"session_update\",\"payload\":{}}\n\n",
        "data: {\"type\":\"new\"}\n\n",
        "event: named\ndata: {\"type\":\"event\"}\n\n",
        ": heartbeat\n\n",
        "retry: 250\n",
        "data: {broken\n\n");
    SubscriberCounts counts = one.counts();

    assertThat(counts.stats()).isEqualTo(1);
    assertThat(counts.sessionUpdates()).isEqualTo(1);
    assertThat(counts.otherMessages()).isEqualTo(2);
    assertThat(counts.comments()).isEqualTo(1);
    assertThat(counts.unreadable()).isEqualTo(1);
    assertThat(counts.faulty()).isTrue();
    assertThat(one.retryMs()).isEqualTo(250);
  }

  @Test
  void whoComesLateIsOwedOnlyWhatIsSentFromThenOn() {
    acknowledge("a");
    Subscription late = new Subscription(ledger);
    late.begin();
    assertThat(late.wasConnected()).isFalse();
    feed(late, connected());
    acknowledge("b", "c");
    feed(late, event(2, "b"));
    ledger.finish();

    assertThat(late.counts().expected()).isEqualTo(2);
    assertThat(late.counts().lost()).isEqualTo(1);
  }

  @Test
  void whoWasNeverLetInIsOwedNothing() {
    Subscription outside = new Subscription(ledger);
    outside.refused();
    acknowledge("a");
    ledger.finish();

    assertThat(outside.counts().expected()).isZero();
    assertThat(outside.counts().refused()).isEqualTo(1);
  }

  @Test
  void streamThatIsCutLosesWhatIsSentMeanwhileAndKeepsItsOrder() {
    acknowledge("a", "b", "c");
    feed(one, event(1, "a"), "data: {\"type\":\"event\",\"payload\":{\"id\":2,");
    one.ended(System.nanoTime());
    assertThat(one.isConnected()).isFalse();
    one.begin();
    feed(one, connected(), event(3, "c"), event(1, "a"));
    ledger.finish();

    SubscriberCounts counts = one.counts();
    assertThat(counts.lost()).isEqualTo(1);
    assertThat(counts.duplicates()).isEqualTo(1);
    assertThat(counts.reconnects()).isEqualTo(1);
    assertThat(counts.ended()).isEqualTo(1);
    assertThat(counts.cutOffs()).isZero();
    assertThat(one.isConnected()).isTrue();
  }

  /// Five seconds without a byte while an event waits: the contract allows the cut.
  @Test
  void streamThatEndsAfterSilenceWhileEventsWaitIsACutOff() {
    acknowledge("a");
    feed(one, event(1, "a"));
    long lastByteNs = System.nanoTime();
    one.ended(lastByteNs + TimeUnit.SECONDS.toNanos(5));
    assertThat(one.counts().cutOffs()).isZero();

    acknowledge("b");
    one.ended(lastByteNs + TimeUnit.SECONDS.toNanos(5));
    assertThat(one.counts().cutOffs()).isEqualTo(1);
  }

  @Test
  void latencyRunsFromTheSendToTheArrivalAtEachSubscriber() {
    long before = System.nanoTime();
    acknowledge("a");
    long after = System.nanoTime();
    long arrived = after + 7_000_000;
    feedAt(one, arrived, event(1, "a"));
    feedAt(two, arrived + 1_000_000, event(1, "a"));
    LatencyHistogram latency = ledger.latency();

    assertThat(latency.count()).isEqualTo(2);
    long doubt = (after - before) + 10_000;
    assertThat(latency.minNs()).isBetween(6_990_000L, 7_000_000 + doubt);
    assertThat(latency.maxNs()).isBetween(7_990_000L, 8_010_000 + doubt);
  }

  @Test
  void eventSentTwiceIsExpectedOnce() {
    acknowledge("a", "a");
    acknowledge("a", "b");
    feed(one, event(1, "a"), event(2, "b"));
    feed(two, event(1, "a"), event(2, "b"));
    ledger.finish();

    assertThat(ledger.acknowledged()).isEqualTo(2);
    assertThat(all().expected()).isEqualTo(4);
    assertThat(all().faulty()).isFalse();
  }

  @Test
  void eventWhoseFirstRequestFailedIsExpectedOnceASecondSucceeds() {
    measured.ended(send(measured, "a"), false);
    assertThat(ledger.acknowledged()).isZero();
    measured.ended(send(measured, "a"), true);
    ledger.finish();

    assertThat(ledger.acknowledged()).isEqualTo(1);
    assertThat(all().lost()).isEqualTo(2);
  }

  @Test
  void eventWithoutIdCannotBeFollowedAndIsSaidSo() {
    byte[] body = "{\"events\":[{\"event_id\":null}]}".getBytes(StandardCharsets.UTF_8);
    measured.ended(measured.sending(body), true);
    ledger.finish();

    assertThat(ledger.eventsWithoutId()).isEqualTo(1);
    assertThat(all().expected()).isZero();
  }

  /// Ten times as many events as the window holds, one in a hundred of which never comes.
  @Test
  void countsHoldBeyondTheWindow() {
    DeliveryLedger narrow = DeliveryLedger.forRun(1, 900);
    Subscription subscriber = new Subscription(narrow);
    subscriber.begin();
    feed(subscriber, connected());
    RequestFollower follower = new RequestFollower(narrow, true);
    for (int i = 0; i < 10_240; i++) {
      long ticket = send(follower, "e" + i);
      if (i % 100 != 0) {
        feed(subscriber, event(i + 1, "e" + i));
      }
      follower.ended(ticket, true);
    }
    narrow.finish();

    assertThat(narrow.acknowledged()).isEqualTo(10_240);
    assertThat(subscriber.counts().expected()).isEqualTo(10_240);
    assertThat(subscriber.counts().lost()).isEqualTo(103);
    assertThat(subscriber.counts().delivered()).isEqualTo(10_137);
    assertThat(subscriber.counts().otherEvents()).isZero();
  }

  private Subscription subscriber() {
    Subscription subscription = new Subscription(ledger);
    subscription.begin();
    feed(subscription, connected());
    return subscription;
  }

  private SubscriberCounts all() {
    return one.counts().plus(two.counts());
  }

  private void acknowledge(String... ids) {
    measured.ended(send(measured, ids), true);
  }

  private static long send(RequestFollower follower, String... ids) {
    List<String> events = new ArrayList<>();
    for (String id : ids) {
      events.add("{\"event_id\":\"" + id + "\"}");
    }
    String body = "{\"events\":[" + String.join(",", events) + "]}";
    return follower.sending(body.getBytes(StandardCharsets.UTF_8));
  }

  private static String connected() {
    return "data: {\"type\":\"connected\",\"timestamp\":\"2026-01-01T00:00:00.000Z\"}\n\n";
  }

  private static String event(long rowId, @org.jspecify.annotations.Nullable String id) {
    return "data: {\"type\":\"event\",\"payload\":{\"id\":%d,\"event_id\":%s}}\n\n"
        .formatted(rowId, id == null ? "null" : '"' + id + '"');
  }

  private static void feed(Subscription subscription, String... frames) {
    feedAt(subscription, System.nanoTime(), frames);
  }

  private static void feedAt(Subscription subscription, long atNs, String... frames) {
    byte[] bytes = String.join("", frames).getBytes(StandardCharsets.UTF_8);
    subscription.received(bytes, 0, bytes.length, atNs);
  }
}
