package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.HttpAnswer;
import dev.spikebench.parity.client.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchIT {
  private static final String PATH = "/api/events/batch";
  private static final int MAX_ITEMS = 10_000;
  private static final BackendFixture BACKEND = BackendFixture.shared();

  @Test
  @Rule({"BATCH-01", "BATCH-02", "BATCH-03"})
  void validItemsAreStoredInOrderWhateverHappensToTheOthers() {
    String session = Samples.unique("session");
    String eventId = Samples.unique("id");
    ObjectNode first = Samples.event(session, "a").put("tool_name", "t0").put("event_id", eventId);
    ObjectNode invalid =
        Samples.event(session, "a").put("event_type", "no such").put("cost_usd", "x");
    ObjectNode second = Samples.event(session, "a").put("tool_name", "t2");
    ObjectNode duplicate = Samples.event(session, "a").put("event_id", eventId);
    ObjectNode third = Samples.event(session, "a").put("tool_name", "t4");

    HttpAnswer answer =
        BACKEND.http().postJson(PATH, Samples.batch(first, invalid, second, duplicate, third));

    assertThat(answer.status()).isEqualTo(201);
    JsonNode told = answer.json();
    assertThat(told.path("received").asInt()).isEqualTo(3);
    assertThat(told.path("duplicates").asInt()).isOne();
    assertThat(told.path("rejected")).hasSize(1);
    assertThat(told.path("rejected").get(0))
        .isEqualTo(
            Json.parse(
                """
                {"index":1,"errors":["event_type: must be one of: tool_use, session_start, \
                session_end, error, llm_request, llm_response, response, file_change, git_commit, \
                plan_step, user_prompt","cost_usd: must be a non-negative number when provided"]}
                """));
    List<Long> ids = new ArrayList<>();
    told.path("ids").forEach(id -> ids.add(id.asLong()));
    assertThat(ids).hasSize(3).isSorted();
    List<Long> listedIds = new ArrayList<>();
    List<String> listedTools = new ArrayList<>();
    for (JsonNode row :
        BACKEND.http().get("/api/events?session_id=" + session).json().path("events")) {
      listedIds.add(row.path("id").asLong());
      listedTools.add(row.path("tool_name").asText());
    }
    Collections.reverse(listedIds);
    Collections.reverse(listedTools);
    assertThat(listedIds).isEqualTo(ids);
    assertThat(listedTools).containsExactly("t0", "t2", "t4");
  }

  @Test
  @Rule({"BATCH-01", "BATCH-02"})
  void batchOfNothingButInvalidItemsIsAnsweredAsABatch() {
    HttpAnswer answer = BACKEND.http().postJson(PATH, "{\"events\":[1,[],null]}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json())
        .isEqualTo(
            Json.parse(
                """
                {"received":0,"ids":[],"duplicates":0,"rejected":[
                 {"index":0,"errors":["body: must be a JSON object"]},
                 {"index":1,"errors":["body: must be a JSON object"]},
                 {"index":2,"errors":["body: must be a JSON object"]}]}
                """));
  }

  @Test
  @Rule("BATCH-01")
  void batchOfNothingButDuplicatesIsAnsweredAsABatch() {
    ObjectNode event = Samples.event().put("event_id", Samples.unique("id"));
    assertThat(
            BACKEND
                .http()
                .postJson(PATH, Samples.batch(event, event))
                .json()
                .path("duplicates")
                .asInt())
        .isOne();
    HttpAnswer answer = BACKEND.http().postJson(PATH, Samples.batch(event, event));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json())
        .isEqualTo(Json.parse("{\"received\":0,\"ids\":[],\"duplicates\":2,\"rejected\":[]}"));
  }

  @Test
  @Rule("BATCH-04")
  void emptyBatchIsValid() {
    HttpAnswer answer = BACKEND.http().postJson(PATH, "{\"events\":[]}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json())
        .isEqualTo(Json.parse("{\"received\":0,\"ids\":[],\"duplicates\":0,\"rejected\":[]}"));
  }

  @Test
  @Rule("BATCH-05")
  void batchOfTenThousandItemsIsTakenAndOneMoreIsTooLarge() {
    HttpAnswer allowed = BACKEND.http().postJson(PATH, numbers(MAX_ITEMS));
    assertThat(allowed.status()).isEqualTo(201);
    assertThat(allowed.json().path("rejected")).hasSize(MAX_ITEMS);

    ObjectNode event = Samples.event();
    String tooMany = "{\"events\":[" + event + "," + "0,".repeat(MAX_ITEMS - 1) + "0]}";
    HttpAnswer refused = BACKEND.http().postJson(PATH, tooMany);
    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.json().path("error").asText()).isNotEmpty();
    Traces.assertNone(BACKEND, event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "7",
        "\"events\"",
        "{\"events\":null}",
        "{\"events\":{}}",
        "{\"events\":\"[]\"}",
        "{\"Events\":[]}",
        "{\"events\":[],\"events\":{}}"
      })
  @Rule("BATCH-06")
  void bodyWithoutAnArrayOfEventsIsRefused(String body) {
    HttpAnswer answer = BACKEND.http().postJson(PATH, body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").asText()).isEqualTo("Expected { events: [...] }");
  }

  @Test
  @Rule("BATCH-03")
  void ofARepeatedEventsMemberTheLastOneCounts() {
    ObjectNode dropped = Samples.event();
    ObjectNode kept = Samples.event();
    String body = "{\"events\":[" + dropped + "],\"more\":[1],\"events\":[" + kept + "]}";
    assertThat(BACKEND.http().postJson(PATH, body).json().path("received").asInt()).isOne();
    assertThat(Traces.events(BACKEND, kept.path("session_id").asText())).isOne();
    Traces.assertNone(BACKEND, dropped);
  }

  private static String numbers(int count) {
    return "{\"events\":[" + "0,".repeat(count - 1) + "0]}";
  }
}
