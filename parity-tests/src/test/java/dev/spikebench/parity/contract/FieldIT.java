package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldIT {
  private static final BackendFixture BACKEND = BackendFixture.shared();
  private static final List<String> OPTIONAL_TEXTS =
      List.of("event_id", "tool_name", "branch", "project", "model", "source");
  private static final List<String> INTEGERS =
      List.of("tokens_in", "tokens_out", "cache_read_tokens", "cache_write_tokens", "duration_ms");

  @Test
  @Rule("FIELD-01")
  void requiredFieldsAreTrimmedAndMustNotBeMissing() {
    String session = Samples.unique("session");
    String agent = Samples.unique("agent");
    JsonNode row =
        new RawEvent(
                session,
                agent,
                "{\"session_id\":\" %s\\t\",\"agent_type\":\"\\n%s \",\"event_type\":\" error \"}"
                    .formatted(session, agent))
            .stored(BACKEND);

    assertThat(row.path("session_id").asText()).isEqualTo(session);
    assertThat(row.path("agent_type").asText()).isEqualTo(agent);
    assertThat(row.path("event_type").asText()).isEqualTo("error");
    assertThat(new RawEvent("", "", "{}").errors(BACKEND))
        .containsExactly(
            "session_id: must be a string",
            "agent_type: must be a string",
            "event_type: must be a string");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tool_use",
        "session_start",
        "session_end",
        "error",
        "llm_request",
        "llm_response",
        "response",
        "file_change",
        "git_commit",
        "plan_step",
        "user_prompt"
      })
  @Rule("FIELD-02")
  void everyListedEventTypeIsStored(String type) {
    JsonNode row = RawEvent.with("\"event_type\":\"" + type + "\"").stored(BACKEND);

    assertThat(row.path("event_type").asText()).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Tool_Use", "tooluse", "tool_use2", "session", "null"})
  @Rule("FIELD-02")
  void noOtherEventTypeIs(String type) {
    assertThat(RawEvent.with("\"event_type\":\"" + type + "\"").errors(BACKEND))
        .singleElement()
        .asString()
        .startsWith("event_type: must be one of: tool_use, ");
  }

  @Test
  @Rule({"FIELD-03", "FIELD-06", "FIELD-08", "FIELD-10", "FIELD-11", "FIELD-12", "FIELD-22"})
  void absentAndNullHaveTheSameDefaults() {
    StringBuilder nulls = new StringBuilder("\"status\":null,\"metadata\":null,\"cost_usd\":null");
    nulls.append(",\"client_timestamp\":null");
    OPTIONAL_TEXTS.forEach(name -> nulls.append(",\"").append(name).append("\":null"));
    INTEGERS.forEach(name -> nulls.append(",\"").append(name).append("\":null"));

    for (String members : List.of("", nulls.toString())) {
      JsonNode row = RawEvent.with(members).stored(BACKEND);
      for (String absent :
          List.of(
              "event_id",
              "tool_name",
              "branch",
              "project",
              "model",
              "duration_ms",
              "cost_usd",
              "client_timestamp")) {
        assertThat(row.path(absent).isNull()).as(absent).isTrue();
      }
      for (String zero :
          List.of("tokens_in", "tokens_out", "cache_read_tokens", "cache_write_tokens")) {
        assertThat(row.path(zero).asLong(-1)).as(zero).isZero();
      }
      assertThat(row.path("status").asText()).isEqualTo("success");
      assertThat(row.path("source").asText()).isEqualTo("api");
      assertThat(row.path("metadata").asText()).isEqualTo("{}");
      assertThat(row.path("payload_truncated").asInt(-1)).isZero();
    }
  }

  @Test
  @Rule("FIELD-04")
  void optionalStringsAreStoredTrimmed() {
    for (String name : OPTIONAL_TEXTS) {
      String value = Samples.unique("value");
      JsonNode row = RawEvent.with("\"%s\":\"\\t %s \\n\"".formatted(name, value)).stored(BACKEND);
      assertThat(row.path(name).asText()).as(name).isEqualTo(value);
    }
  }

  @Test
  @Rule({"FIELD-05", "FIELD-06"})
  void optionalStringsThatAreEmptyAfterTrimmingAreAbsent() {
    for (String blank : List.of("", " ", "\\t\\r\\n\\u00a0\\ufeff")) {
      for (String name : OPTIONAL_TEXTS) {
        JsonNode row = RawEvent.with("\"%s\":\"%s\"".formatted(name, blank)).stored(BACKEND);
        if (name.equals("source")) {
          assertThat(row.path(name).asText()).isEqualTo("api");
        } else {
          assertThat(row.path(name).isNull()).as(name).isTrue();
        }
      }
    }
  }

  @Test
  @Rule("FIELD-05")
  void twoEventsWithAnEmptyEventIdAreNoDuplicates() {
    RawEvent event = RawEvent.with("\"event_id\":\" \"");

    assertThat(BACKEND.http().postJson("/api/events", event.body()).status()).isEqualTo(201);
    assertThat(BACKEND.http().postJson("/api/events", event.body()).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({
    "tool_use, , success",
    "error, , error",
    "error, success, success",
    "error, timeout, timeout",
    "tool_use, error, error",
    "tool_use, timeout, timeout"
  })
  @Rule({"FIELD-07", "FIELD-08"})
  void theStatusIsTheGivenOneOrTheDefault(String type, String given, String stored) {
    String status = given == null ? "" : ",\"status\":\"" + given + "\"";
    JsonNode row = RawEvent.with("\"event_type\":\"" + type + "\"" + status).stored(BACKEND);

    assertThat(row.path("status").asText()).isEqualTo(stored);
  }

  @ParameterizedTest
  @ValueSource(strings = {" success", "success ", "", " ", "Success", "failed"})
  @Rule({"FIELD-07", "FIELD-09", "FIELD-42"})
  void theStatusIsNotTrimmedAndNoOtherWord(String status) {
    assertThat(RawEvent.with("\"status\":\"" + status + "\"").errors(BACKEND))
        .containsExactly("status: must be one of: success, error, timeout");
  }

  @Test
  @Rule({"FIELD-10", "FIELD-11"})
  void integersReachFromZeroToTwoToThe53MinusOne() {
    for (String name : INTEGERS) {
      for (long number : new long[] {0, 1, 4_294_967_296L, 9_007_199_254_740_991L}) {
        JsonNode row = RawEvent.with("\"%s\":%d".formatted(name, number)).stored(BACKEND);
        assertThat(row.path(name).asLong(-1)).as(name).isEqualTo(number);
      }
      for (String outside : List.of("-1", "9007199254740992", "1e16", "1e300", "0.5")) {
        assertThat(RawEvent.with("\"%s\":%s".formatted(name, outside)).errors(BACKEND))
            .containsExactly(name + ": must be a non-negative integer when provided");
      }
    }
  }

  @Test
  @Rule("FIELD-12")
  void theCostReachesFromZeroToABillion() {
    for (String number : List.of("0", "0.1", "1e-9", "999999999.5", "1000000000", "1e9")) {
      JsonNode row = RawEvent.with("\"cost_usd\":" + number).stored(BACKEND);
      assertThat(row.path("cost_usd").asDouble(-1)).isEqualTo(Double.parseDouble(number));
    }
    for (String outside : List.of("-0.1", "-5e-324", "1000000000.0000001", "1e10", "1e300")) {
      assertThat(RawEvent.with("\"cost_usd\":" + outside).errors(BACKEND))
          .containsExactly("cost_usd: must be a non-negative number when provided");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|{}",
        "[]|[]",
        "[1,\"a\",null,true]|[1,\"a\",null,true]",
        "7|7",
        "true|true",
        "false|false",
        "\"text\"|text",
        "\"\"|``"
      })
  @Rule("FIELD-22")
  void metadataIsAnyJsonValue(String sent, String stored) {
    JsonNode row = RawEvent.with("\"metadata\":" + sent).stored(BACKEND);

    assertThat(row.path("metadata").asText("missing")).isEqualTo(stored);
  }

  @Test
  @Rule("FIELD-23")
  void unknownFieldsAreIgnored() {
    JsonNode row =
        RawEvent.with(
                "\"id\":5,\"created_at\":1,\"Branch\":\"x\",\"payload_truncated\":1,\"\":{},"
                    + "\"nested\":{\"branch\":\"x\",\"tokens_in\":[-1,{\"status\":7}]}")
            .stored(BACKEND);

    assertThat(row.path("branch").isNull()).isTrue();
    assertThat(row.path("payload_truncated").asInt(-1)).isZero();
    assertThat(row.has("nested")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"branch\":\"one\",\"branch\":\"two\"|two",
        "\"branch\":[1],\"branch\":\"two\"|two",
        "\"branch\":\"one\",\"bra\\u006ech\":\"two\"|two",
        "\"branch\":\"one\",\"branch\":null|null",
        "\"branch\":\"one\",\"branch\":\" \"|null"
      })
  @Rule("FIELD-24")
  void ofRepeatedKeysTheLastCounts(String members, String stored) {
    assertThat(RawEvent.with(members).stored(BACKEND).path("branch").asText()).isEqualTo(stored);
  }

  @Test
  @Rule("FIELD-24")
  void aRepeatedKeyMaySpoilTheEventAndABatch() {
    assertThat(RawEvent.with("\"branch\":\"one\",\"branch\":2").errors(BACKEND))
        .containsExactly("branch: must be a string when provided");
    assertThat(RawEvent.with("\"session_id\":null").errors(BACKEND))
        .containsExactly("session_id: must be a string");
    RawEvent event = RawEvent.with("");
    String batch = "{\"events\":[" + event.body() + "],\"events\":[]}";
    assertThat(
            BACKEND.http().postJson("/api/events/batch", batch).json().path("received").asInt(-1))
        .isZero();
    assertThat(Traces.events(BACKEND, event.sessionId())).isZero();
  }
}
