package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.Json;
import dev.spikebench.parity.client.StreamMessage;
import dev.spikebench.parity.client.StreamSubscriber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// What comes over the stream: head, frames, `connected`, `event` messages and their filters.
class StreamMessagesIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final BackendFixture BACKEND =
      BackendFixture.shared(Map.of("INGEST_STATS_INTERVAL_MS", "86400000"));

  @Test
  @Rule({"STREAM-01", "STREAM-02", "STREAM-03"})
  void headIsThatOfAnEventStream() {
    try (StreamSubscriber stream = BACKEND.subscribe("")) {
      assertThat(stream.head().status()).isEqualTo(200);
      assertThat(stream.head().contentType())
          .isIn("text/event-stream", "text/event-stream;charset=utf-8");
      assertThat(stream.head().values("Cache-Control")).containsExactly("no-cache");
      assertThat(stream.head().values("X-Accel-Buffering")).containsExactly("no");
    }
  }

  @Test
  @Rule("STREAM-05")
  void firstMessageIsConnectedWithAUtcTime() {
    try (StreamSubscriber stream = BACKEND.subscribe("")) {
      JsonNode first = stream.await(any -> true, SOON).json();
      assertThat(first.path("type").asText()).isEqualTo("connected");
      String timestamp = first.path("timestamp").asText();
      assertThat(timestamp).endsWith("Z");
      assertThat(Instant.parse(timestamp))
          .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }
  }

  @Test
  @Rule("STREAM-04")
  void frameIsDataAndOneLineAndABlankLine() {
    ObjectNode event = Samples.event().put("event_id", Samples.unique("id"));
    event.put("metadata", "two\nlines, \r\n and\u2028more");
    try (StreamSubscriber stream = BACKEND.subscribe(onlyAgentOf(event))) {
      stream.awaitKind("connected", SOON);
      post(event);
      stream.awaitEvent(event.path("event_id").asText(), SOON);
      assertThat(stream.bodyBytes()).matches("(data: \\{[^\\r\\n]*\\}\\n\\n){2}");
    }
  }

  @Test
  @Rule({"STREAM-06", "STREAM-08"})
  void storedEventIsSentAsTheRowThatTheListShows() {
    ObjectNode event = Samples.event().put("event_id", Samples.unique("id"));
    event.put("tool_name", "Bash").put("tokens_in", 5).put("cost_usd", 0.25);
    event.putObject("metadata").put("command", "ls");
    try (StreamSubscriber stream = BACKEND.subscribe("")) {
      stream.awaitKind("connected", SOON);
      post(event);
      StreamMessage message = stream.awaitEvent(event.path("event_id").asText(), SOON);
      assertThat(message.type()).isEqualTo("message");
      JsonNode listed = listed(event).path("events");
      assertThat(listed).hasSize(1);
      assertThat(message.json().path("payload")).isEqualTo(listed.path(0));
      assertThat(message.json().path("payload")).hasSize(22);
    }
  }

  @Test
  @Rule("STREAM-06")
  void duplicatesAndRejectedItemsAreNotSent() {
    ObjectNode event = Samples.event().put("event_id", Samples.unique("id"));
    ObjectNode bad = event.deepCopy().put("event_type", "nothing");
    ObjectNode last = event.deepCopy().put("event_id", Samples.unique("id"));
    try (StreamSubscriber stream = BACKEND.subscribe(onlyAgentOf(event))) {
      stream.awaitKind("connected", SOON);
      post(event);
      post(event);
      BACKEND.http().postJson("/api/events/batch", Samples.batch(bad, event, last));
      stream.awaitEvent(last.path("event_id").asText(), SOON);
      assertThat(stream.messages("event")).hasSize(2);
    }
  }

  @Test
  @Rule({"STREAM-06", "STREAM-07"})
  void eventsOfManyClientsComeOnceEachInIdOrder() {
    String agentType = Samples.unique("agent");
    List<Long> answered = new ArrayList<>();
    try (StreamSubscriber stream = BACKEND.subscribe("?agent_type=" + agentType);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      stream.awaitKind("connected", SOON);
      List<CompletableFuture<List<Long>>> posts = new ArrayList<>();
      for (int client = 0; client < 40; client++) {
        posts.add(CompletableFuture.supplyAsync(() -> postThree(agentType), clients));
      }
      posts.forEach(post -> answered.addAll(post.join()));
      long last = answered.stream().mapToLong(Long::longValue).max().orElseThrow();
      stream.await(message -> idOf(message) == last, SOON);
      assertThat(stream.messages("event")).extracting(StreamMessagesIT::idOf).isSorted();
      assertThat(stream.messages("event"))
          .extracting(StreamMessagesIT::idOf)
          .containsExactlyInAnyOrderElementsOf(answered);
    }
  }

  @Test
  @Rule({"STORAGE-20", "STORAGE-21", "STREAM-06"})
  void whatAnAnswerOrAMessageSpeaksOfIsSeenByTheNextGet() {
    String sessionId = Samples.unique("session");
    String agentType = Samples.unique("agent");
    try (StreamSubscriber stream = BACKEND.subscribe("?agent_type=" + agentType)) {
      stream.awaitKind("connected", SOON);
      for (int count = 1; count <= 50; count++) {
        ObjectNode event = Samples.event(sessionId, agentType);
        CompletableFuture<Void> posting = CompletableFuture.runAsync(() -> post(event));
        int expected = count;
        StreamMessage message =
            stream.await(next -> stream.messages("event").size() >= expected, SOON);
        assertThat(message).isNotNull();
        assertThat(listed(event).path("total").asInt()).isEqualTo(expected);
        posting.join();
        assertThat(listed(event).path("total").asInt()).isEqualTo(expected);
        JsonNode stats = BACKEND.http().get("/api/stats?agent_type=" + agentType).json();
        assertThat(stats.path("total_events").asInt()).isEqualTo(expected);
      }
    }
  }

  @Test
  @Rule("STREAM-14")
  void filtersLetMatchingEventsThroughAlone() {
    ObjectNode wanted = Samples.event().put("event_type", "error");
    String agentType = wanted.path("agent_type").asText();
    ObjectNode otherType = wanted.deepCopy().put("event_type", "response");
    ObjectNode otherAgent = wanted.deepCopy().put("agent_type", Samples.unique("agent"));
    String both = "?event_type=error&agent_type=" + agentType;
    try (StreamSubscriber byBoth = BACKEND.subscribe(both);
        StreamSubscriber byAgent = BACKEND.subscribe("?agent_type=" + agentType);
        StreamSubscriber byType = BACKEND.subscribe("?event_type=error")) {
      for (StreamSubscriber stream : List.of(byBoth, byAgent, byType)) {
        stream.awaitKind("connected", SOON);
      }
      BACKEND
          .http()
          .postJson(
              "/api/events/batch", Samples.batch(otherType, otherAgent, wanted, otherType, wanted));
      byBoth.await(message -> byBoth.messages("event").size() == 2, SOON);
      byAgent.await(message -> byAgent.messages("event").size() == 4, SOON);
      assertThat(byBoth.messages("event"))
          .allSatisfy(message -> assertThat(payload(message, "event_type")).isEqualTo("error"))
          .allSatisfy(message -> assertThat(payload(message, "agent_type")).isEqualTo(agentType));
      assertThat(byAgent.messages("event"))
          .allSatisfy(message -> assertThat(payload(message, "agent_type")).isEqualTo(agentType));
      assertThat(byType.messages("event"))
          .allSatisfy(message -> assertThat(payload(message, "event_type")).isEqualTo("error"));
    }
  }

  private static List<Long> postThree(String agentType) {
    List<Long> ids = new ArrayList<>();
    ObjectNode event = Samples.event(Samples.unique("session"), agentType);
    BACKEND
        .http()
        .postJson("/api/events/batch", Samples.batch(event, event, event))
        .json()
        .path("ids")
        .forEach(id -> ids.add(id.asLong()));
    return ids;
  }

  private static void post(ObjectNode event) {
    assertThat(BACKEND.http().postJson("/api/events", Json.text(event)).status()).isIn(200, 201);
  }

  private static JsonNode listed(ObjectNode event) {
    String sessionId = event.path("session_id").asText();
    return BACKEND.http().get("/api/events?session_id=" + sessionId).json();
  }

  private static String onlyAgentOf(ObjectNode event) {
    return "?agent_type=" + event.path("agent_type").asText();
  }

  private static long idOf(StreamMessage message) {
    return message.json().path("payload").path("id").asLong();
  }

  private static String payload(StreamMessage message, String field) {
    return message.json().path("payload").path(field).asText();
  }
}
