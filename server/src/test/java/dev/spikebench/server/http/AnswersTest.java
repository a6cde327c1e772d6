package dev.spikebench.server.http;

import static dev.spikebench.server.raw.Requests.EVENT;
import static dev.spikebench.server.raw.Requests.bodyless;
import static dev.spikebench.server.raw.Requests.get;
import static dev.spikebench.server.raw.Requests.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.server.TestServer;
import dev.spikebench.server.raw.RawClient;
import dev.spikebench.server.raw.RawResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
  private static final String ORIGIN = "http://app.test";
  private TestServer server;

  @BeforeEach
  void start(@TempDir Path folder) {
    server = TestServer.start(folder, "INGEST_ALLOW_ORIGIN", ORIGIN);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void oneEventIsStoredAndKnownTheSecondTime() {
    String event = EVENT.replace("{", "{\"event_id\":\"x\",");

    assertThat(server.post(event))
        .satisfies(first -> assertThat(first.status()).isEqualTo(201))
        .extracting(RawResponse::body)
        .isEqualTo("{\"received\":1,\"ids\":[1],\"duplicates\":0}");
    assertThat(server.post(event))
        .satisfies(second -> assertThat(second.status()).isEqualTo(200))
        .extracting(RawResponse::body)
        .isEqualTo("{\"received\":0,\"ids\":[],\"duplicates\":1}");
  }

  @Test
  void anInvalidEventIsExplained() {
    RawResponse response = server.post("{\"session_id\":\" \",\"event_type\":\"tool_use\"}");

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo(
            "{\"error\":\"Invalid event payload\",\"details\":["
                + "{\"field\":\"session_id\",\"message\":\"must be a non-empty string\"},"
                + "{\"field\":\"agent_type\",\"message\":\"must be a string\"}]}");
  }

  @Test
  void aBatchTellsWhatItRefused() {
    String batch = "{\"events\":[" + EVENT + ",7," + EVENT + "]}";
    RawResponse response = server.exchange(post("/api/events/batch", batch));

    assertThat(response.status()).isEqualTo(201);
    assertThat(response.body())
        .isEqualTo(
            "{\"received\":2,\"ids\":[1,2],\"duplicates\":0,\"rejected\":"
                + "[{\"index\":1,\"errors\":[\"body: must be a JSON object\"]}]}");
  }

  @Test
  void anEmptyBatchIsValid() {
    assertThat(server.exchange(post("/api/events/batch", "{\"events\":[]}")).body())
        .isEqualTo("{\"received\":0,\"ids\":[],\"duplicates\":0,\"rejected\":[]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "{\"events\":{}}", "null", "1"})
  void aBatchWithoutEventsIsNone(String body) {
    RawResponse response = server.exchange(post("/api/events/batch", body));

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("{\"error\":\"Expected { events: [...] }\"}");
  }

  @Test
  void aBatchOfTooManyIsTooLarge() {
    RawResponse response =
        server.exchange(post("/api/events/batch", "{\"events\":[" + "0,".repeat(10_000) + "0]}"));

    assertThat(response.status()).isEqualTo(413);
  }

  @Test
  void storedEventsAreListedWithAllColumns() {
    server.post(EVENT);
    server.post(EVENT.replace("tool_use", "error"));
    RawResponse response = server.exchange(get("/api/events?limit=1&event_type=tool_use"));

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body())
        .matches(
            "\\{\"events\":\\[\\{\"id\":1,\"event_id\":null,\"schema_version\":1,"
                + "\"session_id\":\"s\",\"agent_type\":\"a\",\"event_type\":\"tool_use\","
                + "\"tool_name\":null,\"status\":\"success\",\"tokens_in\":0,\"tokens_out\":0,"
                + "\"branch\":null,\"project\":null,\"duration_ms\":null,"
                + "\"created_at\":\"[0-9]{4}(-[0-9]{2}){2} [0-9]{2}(:[0-9]{2}){2}\","
                + "\"client_timestamp\":null,\"metadata\":\"\\{}\",\"payload_truncated\":0,"
                + "\"model\":null,\"cost_usd\":null,\"cache_read_tokens\":0,"
                + "\"cache_write_tokens\":0,\"source\":\"api\"}],\"total\":1}");
  }

  @Test
  void statisticsAreTold() {
    server.post(EVENT.replace("}", ",\"tokens_in\":5,\"cost_usd\":0.5,\"branch\":\"b\"}"));

    assertThat(server.exchange(get("/api/stats")).body())
        .isEqualTo(
            "{\"total_events\":1,\"active_sessions\":1,\"total_sessions\":1,\"total_tokens_in\":5,"
                + "\"total_tokens_out\":0,\"total_cost_usd\":0.5,\"tool_breakdown\":{},"
                + "\"agent_breakdown\":{\"a\":1},\"model_breakdown\":{},\"branches\":[\"b\"]}");
  }

  @Test
  void healthTellsItsFigures() {
    assertThat(server.exchange(get("/api/health")).body())
        .matches(
            "\\{\"status\":\"ok\",\"uptime\":[0-9.]+,\"db_size_bytes\":[1-9][0-9]*,"
                + "\"sse_clients\":0,\"backend\":\"java-undertow\",.*\"write_strategy\":\"group\","
                + "\"synchronous\":\"NORMAL\",\"journal_mode\":\"WAL\","
                + "\"sqlite_version\":\"3\\.[0-9.]+\",\"queue_depth\":0,\"groups_committed\":\\d+}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/events", "/api/stats"})
  void headAnswersAsGetWithoutBody(String target) {
    server.post(EVENT);
    try (RawClient client = server.connect()) {
      RawResponse got = client.send(get(target)).read();
      RawResponse head = client.send(bodyless("HEAD", target)).readWithoutBody();
      RawResponse after = client.send(get(target)).read();

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.field("Content-Length")).isEqualTo(got.field("Content-Length"));
      assertThat(head.field("Content-Type")).isEqualTo(got.field("Content-Type"));
      assertThat(after.body()).isEqualTo(got.body());
    }
  }

  @Test
  void conditionsAndRangesAreIgnored() {
    RawResponse response =
        server.exchange(
            get(
                "/api/stats",
                "If-None-Match: *",
                "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT",
                "Range: bytes=0-1"));

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).endsWith("}");
  }

  @Test
  void aListedOriginMayReadEveryAnswer() {
    for (String target : new String[] {"/api/health", "/nope", "/api/events?limit=x"}) {
      RawResponse response = server.exchange(get(target, "Origin: " + ORIGIN));
      assertThat(response.field("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
      assertThat(response.field("Vary")).isEqualTo("Origin");
      assertThat(response.has("Access-Control-Allow-Methods")).isFalse();
      assertThat(response.has("Access-Control-Allow-Credentials")).isFalse();
    }
  }

  @Test
  void aPreflightOfAListedOriginLearnsWhatItMay() {
    RawResponse response = server.exchange(bodyless("OPTIONS", "/api/events", "Origin: " + ORIGIN));

    assertThat(response.status()).isEqualTo(204);
    assertThat(response.field("Allow")).isEqualTo("GET, HEAD, POST, OPTIONS");
    assertThat(response.field("Access-Control-Allow-Methods")).isEqualTo("GET, POST");
    assertThat(response.field("Access-Control-Allow-Headers")).isEqualTo("content-type");
  }

  @Test
  void otherOriginsGetNoCorsFields() {
    for (String origin : new String[] {"http://localhost", "http://evil.test", "null"}) {
      RawResponse response = server.exchange(get("/api/health", "Origin: " + origin));
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.fields().keySet())
          .noneMatch(name -> name.startsWith("access-control-"))
          .doesNotContain("vary");
    }
  }

  @Test
  void twoOriginsAreForeign() {
    RawResponse response =
        server.exchange(post("/api/events", EVENT, "Origin: " + ORIGIN, "Origin: " + ORIGIN));

    assertThat(response.status()).isEqualTo(403);
  }

  @Test
  void aBodyOnAnotherMethodIsThrownAway() {
    try (RawClient client = server.connect()) {
      client.send(get("/api/health", "Content-Length: 5") + "hello" + get("/api/stats"));

      assertThat(client.read().body()).startsWith("{\"status\":\"ok\"");
      assertThat(client.read().body()).startsWith("{\"total_events\":0");
    }
  }

  @Test
  void aRefusedBodyLeavesTheConnectionInOrder() {
    try (RawClient client = server.connect()) {
      client.send(post("/nope", EVENT) + post("/api/events", EVENT));

      assertThat(client.read().status()).isEqualTo(404);
      assertThat(client.read().status()).isEqualTo(201);
    }
  }

  @Test
  void requestsInARowAreAnsweredInOrder() {
    try (RawClient client = server.connect()) {
      client.send(post("/api/events", EVENT).repeat(20) + get("/api/health"));

      for (int id = 1; id <= 20; id++) {
        assertThat(client.read().body()).contains("\"ids\":[" + id + "]");
      }
      assertThat(client.read().body()).contains("\"status\":\"ok\"");
    }
  }

  @Test
  void aClientThatSendsNoMoreIsStillAnswered() {
    try (RawClient client = server.connect()) {
      client.send(post("/api/events", EVENT));
      client.shutdownOutput();

      assertThat(client.read().status()).isEqualTo(201);
      assertThat(client.awaitEnd()).isEqualTo("EOF");
    }
  }
}
