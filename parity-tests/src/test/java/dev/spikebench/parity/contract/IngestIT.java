package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.HttpAnswer;
import dev.spikebench.parity.client.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class IngestIT {
  private static final BackendFixture BACKEND = BackendFixture.shared();

  @Test
  @Rule("INGEST-01")
  void validEventIsStoredAndItsIdTold() {
    ObjectNode event = Samples.event();
    HttpAnswer answer = BACKEND.http().postJson("/api/events", event.toString());
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("received").asInt()).isOne();
    assertThat(answer.json().path("duplicates").asInt(-1)).isZero();
    assertThat(answer.json().path("ids")).hasSize(1);
    JsonNode listed = listed(event);
    assertThat(listed.path("total").asInt()).isOne();
    assertThat(answer.json().path("ids").get(0).asLong())
        .isEqualTo(listed.path("events").get(0).path("id").asLong());
  }

  @Test
  @Rule("INGEST-02")
  void eventIdSeenBeforeIsAcknowledgedAsDuplicateAndChangesNothing() {
    String eventId = Samples.unique("id");
    ObjectNode first = Samples.event().put("event_id", eventId);
    ObjectNode second = Samples.event().put("event_id", eventId).put("tool_name", "other");
    assertThat(BACKEND.http().postJson("/api/events", first.toString()).status()).isEqualTo(201);

    HttpAnswer answer = BACKEND.http().postJson("/api/events", second.toString());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json()).isEqualTo(Json.parse("{\"received\":0,\"ids\":[],\"duplicates\":1}"));
    Traces.assertNone(BACKEND, second);
  }

  @Test
  @Rule("INGEST-03")
  void invalidEventIsRefusedWithEachErrorInOrder() {
    ObjectNode event = Samples.event().put("tokens_in", -1).put("agent_type", 5);
    HttpAnswer answer = BACKEND.http().postJson("/api/events", event.toString());
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").asText()).isEqualTo("Invalid event payload");
    assertThat(answer.json().path("details"))
        .isEqualTo(
            Json.parse(
                """
                [{"field":"agent_type","message":"must be a string"},
                 {"field":"tokens_in","message":"must be a non-negative integer when provided"}]
                """));
    assertThat(Traces.events(BACKEND, event.path("session_id").asText())).isZero();
  }

  @Test
  @Rule("INGEST-03")
  void bodyThatIsNoObjectIsAnInvalidEvent() {
    for (String body : List.of("[]", "null", "7", "\"text\"", "true")) {
      HttpAnswer answer = BACKEND.http().postJson("/api/events", body);
      assertThat(answer.status()).as(body).isEqualTo(400);
      assertThat(answer.json().path("details"))
          .as(body)
          .isEqualTo(Json.parse("[{\"field\":\"body\",\"message\":\"must be a JSON object\"}]"));
    }
  }

  @Test
  @Rule("INGEST-04")
  void ofRacingRequestsWithOneEventIdExactlyOneIsStored() throws Exception {
    int racers = 12;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 10; round++) {
        ObjectNode event = Samples.event().put("event_id", Samples.unique("race"));
        Callable<Integer> racer =
            () -> BACKEND.http().postJson("/api/events", event.toString()).status();
        List<Callable<Integer>> all = new ArrayList<>();
        for (int i = 0; i < racers; i++) {
          all.add(racer);
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> status : threads.invokeAll(all)) {
          statuses.add(status.get());
        }
        assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201).hasSize(racers);
        assertThat(listed(event).path("total").asInt()).isOne();
      }
    }
  }

  private static JsonNode listed(ObjectNode event) {
    String session = event.path("session_id").asText();
    return BACKEND.http().get("/api/events?session_id=" + session).json();
  }
}
