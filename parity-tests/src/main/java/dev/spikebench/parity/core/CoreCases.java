package dev.spikebench.parity.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.client.Json;
import dev.spikebench.parity.client.StreamSubscriber;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The cases that ask and look at the answer. The tag is the id of the case in the contract. Each
/// stands alone: any order, any subset, any contents of the database, others at work meanwhile.
@ExtendWith(BackendUnderTest.class)
public class CoreCases {
  private static final String NO_STRING = "must be a string";

  @Test
  @Tag("PARITY-01")
  @DisplayName("health has its shape")
  void healthHasItsShape(Backend backend) {
    JsonNode health = Expect.json(200, backend.get("/api/health"));
    Expect.text("ok", health, "status");
    Expect.number(health, "uptime");
    Expect.count(health, "db_size_bytes");
    Expect.count(health, "sse_clients");
  }

  @Test
  @Tag("PARITY-02")
  @DisplayName("a single event gets 201")
  void singleEventIsStored(Backend backend) {
    JsonNode stored = Expect.json(201, backend.post(backend.event()));
    Expect.equal(1, stored, "received");
    Expect.ids(1, stored);
    Expect.equal(0, stored, "duplicates");
  }

  @Test
  @Tag("PARITY-03")
  @DisplayName("missing required fields get 400 with details")
  void missingRequiredFieldsAreListed(Backend backend) {
    JsonNode refused = Expect.json(400, backend.post(Json.object()));
    Expect.details(
        refused, "session_id", NO_STRING, "agent_type", NO_STRING, "event_type", NO_STRING);
  }

  @Test
  @Tag("PARITY-04")
  @DisplayName("a missing agent_type is named")
  void missingAgentTypeIsNamed(Backend backend) {
    ObjectNode event = backend.event();
    event.remove("agent_type");
    Expect.details(Expect.json(400, backend.post(event)), "agent_type", NO_STRING);
  }

  @Test
  @Tag("PARITY-05")
  @DisplayName("a missing event_type is named")
  void missingEventTypeIsNamed(Backend backend) {
    ObjectNode event = backend.event();
    event.remove("event_type");
    Expect.details(Expect.json(400, backend.post(event)), "event_type", NO_STRING);
  }

  @Test
  @Tag("PARITY-06")
  @DisplayName("a body that is no object gets 400")
  void bodyThatIsNoObjectIsRefused(Backend backend) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    List<JsonNode> bodies =
        List.of(json.arrayNode().add(backend.event()), json.textNode("event"), json.nullNode());
    for (JsonNode body : bodies) {
      JsonNode refused = Expect.json(400, backend.post(body));
      Expect.details(refused, "body", "must be a JSON object");
    }
  }

  @Test
  @Tag("PARITY-07")
  @DisplayName("the same event_id twice: 200, duplicates 1")
  void sameEventIdTwiceIsADuplicate(Backend backend) {
    ObjectNode event = backend.event();
    Expect.equal(1, Expect.json(201, backend.post(event)), "received");
    JsonNode duplicate = Expect.json(200, backend.post(event));
    Expect.equal(0, duplicate, "received");
    Expect.ids(0, duplicate);
    Expect.equal(1, duplicate, "duplicates");
  }

  @Test
  @Tag("PARITY-08")
  @DisplayName("event_id null twice: both 201")
  void nullEventIdIsNeverADuplicate(Backend backend) {
    ObjectNode event = backend.event().putNull("event_id");
    long first = Expect.ids(1, Expect.json(201, backend.post(event))).getFirst();
    JsonNode second = Expect.json(201, backend.post(event));
    Expect.equal(1, second, "received");
    Expect.equal(0, second, "duplicates");
    Expect.that(Expect.ids(1, second).getFirst() > first, "ids must rise from " + first, second);
  }

  @Test
  @Tag("PARITY-09")
  @DisplayName("a batch of two gets 201")
  void batchOfTwoIsStored(Backend backend) {
    JsonNode stored = Expect.json(201, backend.postBatch(backend.event(), backend.event()));
    Expect.equal(2, stored, "received");
    Expect.ids(2, stored);
    Expect.equal(0, stored, "duplicates");
    Expect.that(noneRejected(stored), "rejected must be an empty array", stored);
  }

  @Test
  @Tag("PARITY-10")
  @DisplayName("a batch without events gets 400")
  void batchWithoutEventsIsRefused(Backend backend) {
    JsonNode refused = Expect.json(400, backend.postBatchBody(Json.object()));
    Expect.text("Expected { events: [...] }", refused, "error");
  }

  @Test
  @Tag("PARITY-11")
  @DisplayName("a batch with one bad item: received 1, rejected index 1")
  void badItemOfABatchIsRejectedAlone(Backend backend) {
    ObjectNode bad = backend.event();
    bad.remove("agent_type");
    JsonNode stored = Expect.json(201, backend.postBatch(backend.event(), bad));
    Expect.equal(1, stored, "received");
    Expect.ids(1, stored);
    JsonNode rejected = stored.path("rejected");
    Expect.that(rejected.isArray() && rejected.size() == 1, "rejected must hold 1", stored);
    Expect.equal(1, rejected.path(0), "index");
    JsonNode errors = rejected.path(0).path("errors");
    boolean named =
        errors.size() == 1 && errors.path(0).asText().equals("agent_type: " + NO_STRING);
    Expect.that(named, "errors must hold just the missing agent_type", stored);
  }

  @Test
  @Tag("PARITY-12")
  @DisplayName("a batch with one duplicate counts it apart")
  void duplicateInABatchIsCountedApart(Backend backend) {
    ObjectNode known = backend.event();
    Expect.json(201, backend.post(known));
    JsonNode stored = Expect.json(201, backend.postBatch(known, backend.event()));
    Expect.equal(1, stored, "received");
    Expect.ids(1, stored);
    Expect.equal(1, stored, "duplicates");
    Expect.that(noneRejected(stored), "rejected must be an empty array", stored);
  }

  @Test
  @Tag("PARITY-13")
  @DisplayName("stats have their shape")
  void statsHaveTheirShape(Backend backend) {
    Stats.check(Expect.json(200, backend.get("/api/stats")));
  }

  @Test
  @Tag("PARITY-14")
  @DisplayName("stats rise after an ingest")
  void statsRiseAfterAnIngest(Backend backend) {
    // An agent type of this run's own makes the filtered figures exact whatever others send.
    String agentType = backend.uniqueId();
    JsonNode before = Stats.summable(Expect.json(200, backend.get("/api/stats")));
    JsonNode ownBefore = Expect.json(200, backend.get("/api/stats?agent_type=" + agentType));
    Expect.equal(0, ownBefore, "total_events");
    ObjectNode event = backend.event().put("agent_type", agentType).put("tool_name", "parity");
    Expect.json(201, backend.post(event.put("tokens_in", 11).put("tokens_out", 7)));
    JsonNode own = Expect.json(200, backend.get("/api/stats?agent_type=" + agentType));
    Expect.equal(1, own, "total_events");
    Expect.equal(11, own, "total_tokens_in");
    Expect.equal(7, own, "total_tokens_out");
    Expect.equal(1, own.path("tool_breakdown"), "parity");
    JsonNode after = Expect.json(200, backend.get("/api/stats"));
    Stats.rose(before, after, "total_events", 1);
    Stats.rose(before, after, "total_sessions", 0);
    Stats.rose(before, after, "total_tokens_in", 11);
    Stats.rose(before, after, "total_tokens_out", 7);
  }

  @Test
  @Tag("PARITY-15")
  @DisplayName("the stream has its content type")
  void streamHasItsContentType(Backend backend) {
    try (StreamSubscriber stream = backend.subscribe()) {
      String type = stream.head().contentType();
      Expect.that(
          type.equals("text/event-stream") || type.equals("text/event-stream;charset=utf-8"),
          "the content type must be text/event-stream",
          stream.head());
    }
  }

  @Test
  @Tag("PARITY-16")
  @DisplayName("the stream's first message is connected")
  void firstMessageIsConnected(Backend backend) {
    try (StreamSubscriber stream = backend.subscribe()) {
      JsonNode first = stream.await(any -> true, backend.timeout()).json();
      Expect.text("connected", first, "type");
      String timestamp = first.path("timestamp").asText();
      Expect.that(isUtcInstant(timestamp), "timestamp must be a UTC time ending in Z", first);
    }
  }

  @Test
  @Tag("PARITY-17")
  @DisplayName("an ingested event reaches a subscriber")
  void ingestedEventReachesASubscriber(Backend backend) {
    try (StreamSubscriber stream = backend.subscribe()) {
      stream.awaitKind("connected", backend.timeout());
      ObjectNode event = backend.event().put("tool_name", "parity").put("tokens_in", 3);
      long id = Expect.ids(1, Expect.json(201, backend.post(event))).getFirst();
      String eventId = event.path("event_id").asText();
      JsonNode row = stream.awaitEvent(eventId, backend.timeout()).json().path("payload");
      Expect.equal(id, row, "id");
      Expect.text(event.path("session_id").asText(), row, "session_id");
      Expect.text("parity", row, "tool_name");
      Expect.equal(3, row, "tokens_in");
    }
  }

  @Test
  @Tag("PARITY-18")
  @DisplayName("health counts a subscriber")
  void healthCountsASubscriber(Backend backend) {
    SubscriberCount.check(backend);
  }

  private static boolean noneRejected(JsonNode stored) {
    return stored.path("rejected").isArray() && stored.path("rejected").isEmpty();
  }

  private static boolean isUtcInstant(String text) {
    try {
      return text.endsWith("Z") && Instant.parse(text).isAfter(Instant.EPOCH);
    } catch (DateTimeParseException notATime) {
      return false;
    }
  }
}
