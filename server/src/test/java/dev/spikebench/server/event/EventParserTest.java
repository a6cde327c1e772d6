package dev.spikebench.server.event;

import static dev.spikebench.server.event.Bodies.errors;
import static dev.spikebench.server.event.Bodies.eventWith;
import static dev.spikebench.server.event.Bodies.valid;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {
  private static final String EVENT_TYPES =
      "tool_use, session_start, session_end, error, llm_request, llm_response, response,"
          + " file_change, git_commit, plan_step, user_prompt";

  @Test
  void readsEveryField() {
    IngestEvent event =
        valid(
            """
            {"event_id":" e-1 ","session_id":"\\ts\\n","agent_type":"claude_code",
             "event_type":" llm_request ","tool_name":"Bash","status":"timeout","tokens_in":1,
             "tokens_out":2,"branch":"main","project":"p","duration_ms":3,
             "client_timestamp":"2026-02-03T04:05:06+01:00","metadata":{"a": [1, 2]},
             "model":"m","cost_usd":0.25,"cache_read_tokens":4,"cache_write_tokens":5,
             "source":"hook"}
            """);

    assertThat(event)
        .isEqualTo(
            new IngestEvent(
                "e-1",
                "s",
                "claude_code",
                "llm_request",
                "Bash",
                "timeout",
                1,
                2,
                "main",
                "p",
                3L,
                "2026-02-03T03:05:06.000Z",
                "{\"a\":[1,2]}",
                false,
                "m",
                0.25,
                4,
                5,
                "hook"));
  }

  @Test
  void fillsInTheDefaults() {
    IngestEvent expected =
        new IngestEvent(
            null,
            "s",
            "a",
            "tool_use",
            null,
            "success",
            0,
            0,
            null,
            null,
            null,
            null,
            "{}",
            false,
            null,
            null,
            0,
            0,
            "api");

    assertThat(valid(eventWith(""))).isEqualTo(expected);
  }

  @Test
  void nullMeansAbsent() {
    String nulls =
        """
        "event_id":null,"tool_name":null,"status":null,"tokens_in":null,"tokens_out":null,
        "branch":null,"project":null,"duration_ms":null,"client_timestamp":null,"metadata":null,
        "model":null,"cost_usd":null,"cache_read_tokens":null,"cache_write_tokens":null,
        "source":null\
        """;

    assertThat(valid(eventWith(nulls))).isEqualTo(valid(eventWith("")));
  }

  @Test
  void anErrorHasTheStatusErrorUnlessItSaysOtherwise() {
    assertThat(valid(eventWith("\"event_type\":\"error\"")).status()).isEqualTo("error");
    assertThat(valid(eventWith("\"event_type\":\"error\",\"status\":\"success\"")).status())
        .isEqualTo("success");
    assertThat(valid(eventWith("\"event_type\":\" error \"")).status()).isEqualTo("error");
  }

  @Test
  void givesAllErrorsAtOnceInTheOrderOfTheContract() {
    String everythingWrong =
        """
        {"source":1,"client_timestamp":"x","cost_usd":-1,"cache_write_tokens":-1,
         "cache_read_tokens":-1,"tokens_out":1.5,"tokens_in":"1","duration_ms":true,"model":[],
         "project":{},"branch":0,"tool_name":false,"event_id":7,"status":"ok","event_type":"x",
         "agent_type":" ","session_id":9}
        """;

    assertThat(errors(everythingWrong))
        .containsExactly(
            "session_id: must be a string",
            "agent_type: must be a non-empty string",
            "event_type: must be one of: " + EVENT_TYPES,
            "status: must be one of: success, error, timeout",
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
            "client_timestamp: must be a valid timestamp",
            "source: must be a string when provided");
  }

  @Test
  void namesTheRequiredFieldsThatAreMissing() {
    assertThat(errors("{}"))
        .containsExactly(
            "session_id: must be a string",
            "agent_type: must be a string",
            "event_type: must be a string");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "1", "true", "[]", "{}", "[\"x\"]", "{\"a\":{\"b\":[1,{}]}}", "1e999"})
  void aRequiredFieldOfAnotherTypeMustBeAString(String value) {
    assertThat(errors(eventWith("\"session_id\":" + value)))
        .containsExactly("session_id: must be a string");
    assertThat(errors(eventWith("\"event_type\":" + value)))
        .containsExactly("event_type: must be a string");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "[]", "{}", "[[\"x\"]]", "1e999"})
  void anOptionalStringOfAnotherTypeMustBeAStringWhenProvided(String value) {
    for (String field :
        new String[] {
          "status",
          "event_id",
          "tool_name",
          "branch",
          "project",
          "model",
          "client_timestamp",
          "source"
        }) {
      assertThat(errors(eventWith("\"" + field + "\":" + value)))
          .containsExactly(field + ": must be a string when provided");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\\t\\n\\u000b\\f\\r", "\\u00a0\\u1680\\u2000\\u200a\\ufeff"})
  void anEmptyTextIsNoValueForRequiredFieldsAndAbsentForOptionalOnes(String blank) {
    assertThat(errors(eventWith("\"session_id\":\"" + blank + "\"")))
        .containsExactly("session_id: must be a non-empty string");
    assertThat(errors(eventWith("\"event_type\":\"" + blank + "\"")))
        .containsExactly("event_type: must be a non-empty string");
    IngestEvent event =
        valid(eventWith("\"branch\":\"" + blank + "\",\"source\":\"" + blank + "\""));
    assertThat(event.branch()).isNull();
    assertThat(event.source()).isEqualTo("api");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " success", "success ", "Success", "ok"})
  void theStatusIsNotTrimmed(String status) {
    assertThat(errors(eventWith("\"status\":\"" + status + "\"")))
        .containsExactly("status: must be one of: success, error, timeout");
  }

  @Test
  void everyEventTypeAndStatusOfTheListsIsAccepted() {
    for (String type : EVENT_TYPES.split(", ", -1)) {
      assertThat(valid(eventWith("\"event_type\":\"" + type + "\"")).eventType()).isEqualTo(type);
    }
    for (String status : new String[] {"success", "error", "timeout"}) {
      assertThat(valid(eventWith("\"status\":\"" + status + "\"")).status()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "session_id",
        "agent_type",
        "event_id",
        "tool_name",
        "branch",
        "project",
        "model",
        "source"
      })
  void textsMayHave4096BytesAfterTrimming(String field) {
    String fits = "x".repeat(4094) + "é";
    String tooLong = "x".repeat(4095) + "é";
    String fourBytes = "😀".repeat(1024);

    assertThat(valid(eventWith("\"" + field + "\":\"  " + fits + "  \""))).isNotNull();
    assertThat(valid(eventWith("\"" + field + "\":\"" + fourBytes + "\""))).isNotNull();
    assertThat(errors(eventWith("\"" + field + "\":\"" + tooLong + "\"")))
        .containsExactly(field + ": must be at most 4096 bytes");
    assertThat(errors(eventWith("\"" + field + "\":\"" + fourBytes + "x\"")))
        .containsExactly(field + ": must be at most 4096 bytes");
  }

  @Test
  void theLastOfRepeatedKeysCounts() {
    assertThat(valid(eventWith("\"branch\":\"one\",\"branch\":\"two\"")).branch()).isEqualTo("two");
    assertThat(valid(eventWith("\"branch\":\"one\",\"branch\":null")).branch()).isNull();
    assertThat(valid(eventWith("\"branch\":[1],\"branch\":\"two\"")).branch()).isEqualTo("two");
    assertThat(valid(eventWith("\"tokens_in\":-1,\"tokens_in\":7")).tokensIn()).isEqualTo(7);
    assertThat(valid(eventWith("\"tokens_in\":9,\"tokens_in\":null")).tokensIn()).isZero();
    assertThat(valid(eventWith("\"metadata\":{\"a\":1},\"metadata\":null")).metadata())
        .isEqualTo("{}");
    assertThat(errors(eventWith("\"branch\":\"one\",\"branch\":2")))
        .containsExactly("branch: must be a string when provided");
    assertThat(errors(eventWith("\"tokens_in\":1,\"tokens_in\":\"1\"")))
        .containsExactly("tokens_in: must be a non-negative integer when provided");
    assertThat(errors(eventWith("\"session_id\":null")))
        .containsExactly("session_id: must be a string");
  }

  @Test
  void anEscapedNameIsTheSameName() {
    assertThat(valid(eventWith("\"bra\\u006ech\":\"b\"")).branch()).isEqualTo("b");
  }

  @Test
  void unknownFieldsAreIgnored() {
    String unknown =
        "\"x\":{\"session_id\":1,\"y\":[1,{\"z\":null}]},\"Branch\":3,\"\":\"\",\"events\":[]";

    assertThat(valid(eventWith(unknown))).isEqualTo(valid(eventWith("")));
  }

  @Test
  void theNulCharacterIsData() {
    IngestEvent event = valid(eventWith("\"branch\":\"a\\u0000b\",\"metadata\":\"\\u0000\""));

    assertThat(event.branch()).isEqualTo("a\u0000b");
    assertThat(event.metadata()).isEqualTo("\u0000");
  }

  @Test
  void aLoneSurrogateBecomesTheReplacementCharacter() {
    IngestEvent event =
        valid(
            eventWith(
                "\"branch\":\"a\\ud800b\",\"project\":\"\\udc00\\ud83d\\ude00\","
                    + "\"metadata\":\"\\ude00\\ud83d\""));

    assertThat(event.branch()).isEqualTo("a\uFFFDb");
    assertThat(event.project()).isEqualTo("\uFFFD😀");
    assertThat(event.metadata()).isEqualTo("\uFFFD\uFFFD");
  }

  @Test
  void aBodyThatIsNoObjectIsRefusedAsAWhole() {
    for (String body :
        new String[] {"[]", "null", "1", "\"x\"", "true", " [ {} ] ", "-0", "1e999"}) {
      assertThat(errors(body)).as(body).containsExactly("body: must be a JSON object");
    }
  }
}
