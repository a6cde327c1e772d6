package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.HttpAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationIT {
  private static final BackendFixture BACKEND = BackendFixture.shared();
  private static final String EVENT_TYPES =
      "tool_use, session_start, session_end, error, llm_request, llm_response, response,"
          + " file_change, git_commit, plan_step, user_prompt";
  private static final List<String> LIMITED =
      List.of(
          "session_id",
          "agent_type",
          "event_id",
          "tool_name",
          "branch",
          "project",
          "model",
          "source");

  @Test
  @Rule({"FIELD-35", "FIELD-36"})
  void allErrorsComeAtOnceInTheContractsOrder() {
    String everythingWrong =
        """
        {"source":1,"client_timestamp":5,"cost_usd":"1","cache_write_tokens":-1,
         "cache_read_tokens":-1,"tokens_out":1.5,"tokens_in":"1","duration_ms":true,"model":[],
         "project":{},"branch":0,"tool_name":false,"event_id":7,"status":1,"event_type":"x",
         "agent_type":" ","session_id":9}
        """;

    assertThat(new RawEvent("", "", everythingWrong).errors(BACKEND))
        .containsExactly(
            "session_id: must be a string",
            "agent_type: must be a non-empty string",
            "event_type: must be one of: " + EVENT_TYPES,
            "status: must be a string when provided",
            "event_id: must be a string when provided",
            "tool_name: must be a string when provided",
            "branch: must be a string when provided",
            "project: must be a string when provided",
            "model: must be a string when provided",
            "duration_ms: must be a non-negative integer when provided",
            "tokens_in: must be a non-negative integer when provided",
            "tokens_out: must be a non-negative integer when provided",
            "cache_read_tokens: must be a non-negative integer when provided",
            "cache_write_tokens: must be a non-negative integer when provided",
            "cost_usd: must be a non-negative number when provided",
            "client_timestamp: must be a string when provided",
            "source: must be a string when provided");
  }

  @Test
  @Rule({"FIELD-35", "FIELD-36"})
  void theErrorsOfABatchItemAreTheSame() {
    String batch = "{\"events\":[{\"tokens_in\":-1,\"session_id\":1}]}";
    HttpAnswer answer = BACKEND.http().postJson("/api/events/batch", batch);

    assertThat(answer.status()).isEqualTo(201);
    JsonNode errors = answer.json().path("rejected").get(0).path("errors");
    assertThat(errors.toString())
        .isEqualTo(
            "[\"session_id: must be a string\",\"agent_type: must be a string\","
                + "\"event_type: must be a string\","
                + "\"tokens_in: must be a non-negative integer when provided\"]");
  }

  @Test
  @Rule("FIELD-37")
  void aFieldHasOneMessageAtMost() {
    String blanks = " ".repeat(5000);

    assertThat(RawEvent.with("\"session_id\":\"" + blanks + "\"").errors(BACKEND))
        .containsExactly("session_id: must be a non-empty string");
    assertThat(RawEvent.with("\"event_type\":\"" + "x".repeat(5000) + "\"").errors(BACKEND))
        .containsExactly("event_type: must be one of: " + EVENT_TYPES);
    assertThat(RawEvent.with("\"tokens_in\":-1.5").errors(BACKEND))
        .containsExactly("tokens_in: must be a non-negative integer when provided");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "true", "[]", "{}", "[\"x\"]", "{\"a\":{\"b\":[1]}}"})
  @Rule("FIELD-38")
  void aRequiredFieldMustBeAString(String value) {
    for (String field : List.of("session_id", "agent_type", "event_type")) {
      assertThat(RawEvent.with("\"%s\":%s".formatted(field, value)).errors(BACKEND))
          .containsExactly(field + ": must be a string");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "false", "[]", "{}", "[\"x\"]"})
  @Rule("FIELD-39")
  void anOptionalStringMustBeAStringWhenProvided(String value) {
    for (String field :
        List.of(
            "event_id",
            "tool_name",
            "branch",
            "project",
            "model",
            "source",
            "status",
            "client_timestamp")) {
      assertThat(RawEvent.with("\"%s\":%s".formatted(field, value)).errors(BACKEND))
          .containsExactly(field + ": must be a string when provided");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\\t\\n\\u000b\\f\\r\\u00a0\\u3000\\ufeff"})
  @Rule("FIELD-40")
  void aRequiredFieldMustNotBeEmpty(String value) {
    for (String field : List.of("session_id", "agent_type", "event_type")) {
      assertThat(RawEvent.with("\"%s\":\"%s\"".formatted(field, value)).errors(BACKEND))
          .containsExactly(field + ": must be a non-empty string");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "TOOL_USE", "tool_use,error", "\\u0000", "tool_use\\u200b"})
  @Rule("FIELD-41")
  void anEventTypeMustBeListed(String value) {
    assertThat(RawEvent.with("\"event_type\":\"" + value + "\"").errors(BACKEND))
        .containsExactly("event_type: must be one of: " + EVENT_TYPES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "ERROR"})
  @Rule("FIELD-42")
  void aStatusMustBeListed(String value) {
    assertThat(RawEvent.with("\"status\":\"" + value + "\"").errors(BACKEND))
        .containsExactly("status: must be one of: success, error, timeout");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "2026-02-30"})
  @Rule("FIELD-43")
  void aTimestampMustBeUsable(String value) {
    assertThat(RawEvent.with("\"client_timestamp\":\"" + value + "\"").errors(BACKEND))
        .containsExactly("client_timestamp: must be a valid timestamp");
  }

  @Test
  @Rule("FIELD-44")
  void textsHaveAtMost4096BytesAfterTrimming() {
    for (String field : LIMITED) {
      // Told apart by the session, which is among the fields: so it begins with a name of its own.
      String name = Samples.unique("n");
      String fits = name + "é".repeat((4096 - name.length()) / 2);
      String exact = fits + "x".repeat(4096 - name.length() - 2 * (fits.length() - name.length()));
      String tooLong = exact + "x";

      assertThat(statusOf("\"%s\":\"  %s  \"".formatted(field, exact))).as(field).isEqualTo(201);
      assertThat(RawEvent.with("\"%s\":\"%s\"".formatted(field, tooLong)).errors(BACKEND))
          .containsExactly(field + ": must be at most 4096 bytes");
    }
  }

  @Test
  @Rule("FIELD-44")
  void bytesAreCountedAndNotCharacters() {
    String fourBytes = "😀".repeat(1024);

    assertThat(statusOf("\"branch\":\"" + fourBytes + "\"")).isEqualTo(201);
    assertThat(RawEvent.with("\"branch\":\"" + fourBytes + "x\"").errors(BACKEND))
        .containsExactly("branch: must be at most 4096 bytes");
    assertThat(RawEvent.with("\"branch\":\"" + "語".repeat(1366) + "\"").errors(BACKEND))
        .containsExactly("branch: must be at most 4096 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "9007199254740992", "\"1\"", "\"\"", "true", "[]", "{}"})
  @Rule("FIELD-45")
  void whateverIsWrongWithAnIntegerHasOneMessage(String value) {
    for (String field :
        List.of(
            "duration_ms", "tokens_in", "tokens_out", "cache_read_tokens", "cache_write_tokens")) {
      assertThat(RawEvent.with("\"%s\":%s".formatted(field, value)).errors(BACKEND))
          .containsExactly(field + ": must be a non-negative integer when provided");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1e10", "\"1\"", "\"\"", "true", "[1]", "{}"})
  @Rule("FIELD-46")
  void whateverIsWrongWithACostHasOneMessage(String value) {
    assertThat(RawEvent.with("\"cost_usd\":" + value).errors(BACKEND))
        .containsExactly("cost_usd: must be a non-negative number when provided");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "-0", "true", "\"x\"", "[]", "[{}]"})
  @Rule("FIELD-47")
  void whatIsNoObjectHasAnErrorOfTheBody(String value) {
    assertThat(new RawEvent("", "", value).errors(BACKEND))
        .containsExactly("body: must be a JSON object");
    JsonNode answer =
        BACKEND.http().postJson("/api/events/batch", "{\"events\":[" + value + "]}").json();
    assertThat(answer.path("rejected").toString())
        .isEqualTo("[{\"index\":0,\"errors\":[\"body: must be a JSON object\"]}]");
  }

  private static int statusOf(String members) {
    return BACKEND.http().postJson("/api/events", RawEvent.with(members).body()).status();
  }
}
