package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.HttpCaller;
import dev.spikebench.parity.client.StreamMessage;
import dev.spikebench.parity.client.StreamSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What the stream sends by the clock: stats and heartbeats.
@Execution(ExecutionMode.CONCURRENT)
class StreamTicksIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int INTERVAL_MS = 250;
  private static final String NEVER_MS = "86400000";
  private static final Map<String, String> TICKING =
      Map.of("INGEST_STATS_INTERVAL_MS", "" + INTERVAL_MS);

  @Test
  @Rule({"STREAM-09", "STREAM-14"})
  void statsComeEachIntervalToEverySubscriberWhateverItsFilter() {
    BackendFixture backend = BackendFixture.shared(TICKING);
    try (StreamSubscriber all = backend.subscribe("");
        StreamSubscriber filtered = backend.subscribe("?agent_type=nobody&event_type=error")) {
      for (StreamSubscriber stream : List.of(all, filtered)) {
        stream.await(message -> stream.messages("stats").size() >= 3, SOON);
      }
      JsonNode answered = backend.http().get("/api/stats").json();
      JsonNode sent = all.messages("stats").getFirst().json().path("payload");
      assertThat(names(sent)).containsExactlyInAnyOrderElementsOf(names(answered));
    }
  }

  @Test
  @Rule("STREAM-09")
  void statsSpeakOfAllThatIsStored() {
    BackendFixture backend = BackendFixture.shared(TICKING);
    ObjectNode event = Samples.event();
    String agentType = event.path("agent_type").asText();
    try (StreamSubscriber stream = backend.subscribe("?agent_type=nobody")) {
      backend.http().postJson("/api/events", event.toString());
      StreamMessage message =
          stream.await(
              next -> next.json().path("payload").path("agent_breakdown").has(agentType), SOON);
      JsonNode stats = message.json().path("payload");
      assertThat(stats.path("agent_breakdown").path(agentType).asInt()).isOne();
      assertThat(stats.path("total_events").asInt()).isPositive();
    }
  }

  @Test
  @Rule("STREAM-13")
  void heartbeatComesOnASilentStream() {
    BackendFixture silent = BackendFixture.shared(heartbeat("1000", NEVER_MS));
    try (StreamSubscriber quiet = silent.subscribe("")) {
      quiet.awaitComments(2, SOON);
      assertThat(quiet.comments()).containsOnly(" heartbeat");
      assertThat(quiet.messages()).extracting(StreamMessage::kind).containsExactly("connected");
    }
  }

  @Test
  @Rule("STREAM-13")
  void statsPutTheHeartbeatOff() {
    BackendFixture backend = BackendFixture.shared(heartbeat("4000", "" + INTERVAL_MS));
    try (StreamSubscriber stream = backend.subscribe("")) {
      stream.await(message -> stream.messages("stats").size() >= 20, SOON);
      assertThat(stream.comments()).as("five seconds with a message four times each").isEmpty();
    }
  }

  @Test
  @Rule("STREAM-13")
  void eventsPutTheHeartbeatOff() {
    BackendFixture backend = BackendFixture.shared(heartbeat("4000", NEVER_MS));
    String agentType = Samples.unique("agent");
    try (StreamSubscriber stream = backend.subscribe("?agent_type=" + agentType)) {
      stream.awaitKind("connected", SOON);
      for (int count = 1; count <= 16; count++) {
        int expected = count;
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        ObjectNode event = Samples.event(Samples.unique("session"), agentType);
        backend.http().postJson("/api/events", event.toString());
        stream.await(message -> stream.messages("event").size() == expected, SOON);
      }
      assertThat(stream.comments()).as("nearly five seconds with an event each 0.3 s").isEmpty();
      stream.awaitComments(1, SOON);
    }
  }

  @Test
  @Rule("STREAM-11")
  void statsThatAreSlowToComputeAreLeftOutAndNotMadeUpFor() {
    try (BackendFixture backend = BackendFixture.start(TICKING);
        StreamSubscriber stream = backend.subscribe("")) {
      stream.await(message -> stream.messages("stats").size() >= 2, SOON);
      int before;
      try (ReaderLock lock = ReaderLock.of(backend.databaseFile())) {
        assertThat(lock).isNotNull();
        before = stream.messages("stats").size();
        await().pollDelay(Duration.ofMillis(10 * INTERVAL_MS)).until(() -> true);
        assertThat(stream.messages("stats").size()).isLessThanOrEqualTo(before + 1);
      }
      long releasedNs = System.nanoTime();
      // One that had waited may come at once; ten that had piled up would all do.
      stream.await(message -> stream.messages("stats").size() >= before + 5, SOON);
      Duration elapsed = Duration.ofNanos(System.nanoTime() - releasedNs);
      assertThat(elapsed).isGreaterThan(Duration.ofMillis(2 * INTERVAL_MS));
    }
  }

  @Test
  @Rule("STREAM-10")
  void statsAreComputedOnlyWhileSomebodyListens() {
    try (BackendFixture backend = BackendFixture.start(TICKING)) {
      fill(backend.http());
      try (StreamSubscriber stream = backend.subscribe("")) {
        stream.await(message -> stream.messages("stats").size() >= 2, SOON);
      }
      // Computing statistics takes a read lock for as long as it lasts.
      assertThat(ReaderLock.timesSeenTaken(backend.databaseFile(), Duration.ofSeconds(2))).isZero();
      try (StreamSubscriber stream = backend.subscribe("")) {
        stream.awaitKind("connected", SOON);
        assertThat(ReaderLock.timesSeenTaken(backend.databaseFile(), Duration.ofSeconds(2)))
            .isPositive();
      }
    }
  }

  private static Map<String, String> heartbeat(String heartbeatMs, String statsIntervalMs) {
    return Map.of(
        "INGEST_SSE_HEARTBEAT_MS", heartbeatMs, "INGEST_STATS_INTERVAL_MS", statsIntervalMs);
  }

  private static void fill(HttpCaller http) {
    List<ObjectNode> thousand = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      thousand.add(Samples.event("session-" + i, "agent").put("tool_name", "tool-" + i));
    }
    for (int batch = 0; batch < 20; batch++) {
      assertThat(http.postJson("/api/events/batch", Samples.batch(thousand)).status())
          .isEqualTo(201);
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
