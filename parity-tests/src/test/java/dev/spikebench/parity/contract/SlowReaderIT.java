package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.StreamMessage;
import dev.spikebench.parity.client.StreamSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Subscribers that take too little: who is dropped when, and what it costs the others.
@Execution(ExecutionMode.CONCURRENT)
class SlowReaderIT {
  private static final int MIB = 1024 * 1024;
  private static final int EVENTS_A_BATCH = 90;
  private static final int METADATA_BYTES = 10_000;
  private static final int BATCH_BYTES = EVENTS_A_BATCH * METADATA_BYTES;
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String STATS_INTERVAL = "INGEST_STATS_INTERVAL_MS";
  private static final String NEVER_MS = "86400000";

  @Test
  @Rule({"STREAM-15", "STREAM-18"})
  void readerThatTakesNothingForFiveSecondsIsDropped() {
    try (BackendFixture backend = BackendFixture.start(Map.of(STATS_INTERVAL, NEVER_MS));
        StreamSubscriber healthy = backend.subscribe("");
        SlowReader stalled = SlowReader.stalled(backend)) {
      assertThat(stalled).isNotNull();
      awaitClients(backend, 2);
      long stalledNs = System.nanoTime();
      // Enough to fill every buffer of the system, not enough for the rule of 16 MiB.
      long posted = postMib(backend, 12);
      assertThat(clients(backend)).isEqualTo(2);
      awaitClients(backend, 1);
      assertThat(Duration.ofNanos(System.nanoTime() - stalledNs))
          .isGreaterThanOrEqualTo(Duration.ofMillis(4900));
      healthy.await(message -> healthy.messages("event").size() == posted, SOON);
      assertThat(healthy.alive()).isTrue();
    }
  }

  @Test
  @Rule({"STREAM-15"})
  void readerForWhomNothingWaitsStays() {
    try (BackendFixture backend = BackendFixture.start(Map.of(STATS_INTERVAL, NEVER_MS));
        SlowReader stalled = SlowReader.stalled(backend)) {
      assertThat(stalled).isNotNull();
      awaitClients(backend, 1);
      await()
          .pollInterval(Duration.ofMillis(250))
          .during(Duration.ofSeconds(7))
          .atMost(SOON)
          .until(() -> clients(backend) == 1);
    }
  }

  @Test
  @Rule({"STREAM-16", "STREAM-18"})
  void readerForWhomSixteenMibWaitIsDropped() {
    try (BackendFixture backend = BackendFixture.start(Map.of(STATS_INTERVAL, NEVER_MS));
        SlowReader sipping = SlowReader.sipping(backend)) {
      assertThat(sipping).isNotNull();
      awaitClients(backend, 1);
      postMib(backend, 14);
      await()
          .pollInterval(Duration.ofMillis(250))
          .during(Duration.ofSeconds(7))
          .atMost(SOON)
          .until(() -> clients(backend) == 1);
      postMib(backend, 40);
      awaitClients(backend, 0);
    }
  }

  @Test
  @Rule("STREAM-17")
  void framesOfManySlowReadersAreHeldOnce() {
    int readers = 20;
    // What waits for all of them, some MiB each, is more than this heap holds.
    try (BackendFixture backend = BackendFixture.start(smallHeap("64m"))) {
      List<SlowReader> slow = new ArrayList<>();
      for (int i = 0; i < readers; i++) {
        slow.add(SlowReader.sipping(backend));
      }
      awaitClients(backend, readers);
      postMib(backend, 15);
      assertThat(clients(backend)).isEqualTo(readers);
      slow.forEach(SlowReader::close);
      awaitClients(backend, 0);
    }
  }

  @Test
  @Rule("STREAM-19")
  void memoryOfDroppedReadersIsFreed() {
    // Six times 16 MiB are more than this heap holds.
    try (BackendFixture backend = BackendFixture.start(smallHeap("64m"))) {
      for (int round = 0; round < 6; round++) {
        try (SlowReader stalled = SlowReader.stalled(backend)) {
          assertThat(stalled).isNotNull();
          awaitClients(backend, 1);
          postMib(backend, 26);
          awaitClients(backend, 0);
        }
      }
      try (StreamSubscriber stream = backend.subscribe("")) {
        stream.awaitKind("connected", SOON);
        postMib(backend, 1);
        StreamMessage message = stream.awaitKind("event", SOON);
        assertThat(message.json().path("payload").path("id").asLong()).isPositive();
      }
    }
  }

  private static Map<String, String> smallHeap(String size) {
    return Map.of(
        STATS_INTERVAL, NEVER_MS, "_JAVA_OPTIONS", "-XX:+ExitOnOutOfMemoryError -Xmx" + size);
  }

  /// Posts events of that many MiB; how many they are.
  private static long postMib(BackendFixture backend, int mib) {
    List<ObjectNode> events = new ArrayList<>();
    for (int i = 0; i < EVENTS_A_BATCH; i++) {
      events.add(Samples.event().put("metadata", "x".repeat(METADATA_BYTES)));
    }
    String batch = Samples.batch(events);
    int batches = Math.max(1, mib * MIB / BATCH_BYTES);
    for (int i = 0; i < batches; i++) {
      assertThat(backend.http().postJson("/api/events/batch", batch).status()).isEqualTo(201);
    }
    return (long) batches * EVENTS_A_BATCH;
  }

  private static long clients(BackendFixture backend) {
    return backend.http().get("/api/health").json().path("sse_clients").asLong(-1);
  }

  private static void awaitClients(BackendFixture backend, long expected) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> clients(backend) == expected);
  }
}
