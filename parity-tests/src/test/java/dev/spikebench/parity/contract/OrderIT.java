package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.HttpAnswer;
import dev.spikebench.parity.client.StreamSubscriber;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderIT {
  private static final String FOREIGN = "Origin: http://evil.example";
  private static final String JSON = "Content-Type: application/json";
  private static final String TEXT = "Content-Type: text/plain";
  private static final int OVER_CAP = 2000;
  private static final BackendFixture BACKEND =
      BackendFixture.shared(
          Map.of(
              "INGEST_MAX_BODY_KB",
              "1",
              "INGEST_MAX_PAYLOAD_KB",
              "1",
              "INGEST_MAX_SSE_CLIENTS",
              "1"));

  @Test
  @Rule("ORDER-01")
  void foreignHostComesBeforeAnythingElse() {
    for (String target : new String[] {"/api/nothing", "/api/health?limit=no"}) {
      assertThat(toForeignHost("GET", target).status()).isEqualTo(403);
    }
    assertThat(toForeignHost("DELETE", "/api/events").status()).isEqualTo(403);
    assertThat(toForeignHost("OPTIONS", "/api/events").status()).isEqualTo(403);
    assertThat(toForeignHost("GET", "/api/events?limit=no").status()).isEqualTo(403);
    assertThat(toForeignHost("POST", "/api/events", TEXT, "Content-Length: 9999999").status())
        .isEqualTo(403);
  }

  @Test
  @Rule("ORDER-02")
  void unknownPathComesBeforeTheMethod() {
    for (String method : new String[] {"DELETE", "PUT", "PATCH", "OPTIONS"}) {
      HttpAnswer answer = RawRequest.send(BACKEND, method, "/api/nothing", FOREIGN);
      assertThat(answer.status()).as(method).isEqualTo(404);
    }
    assertThat(post("/api/nothing", "x".repeat(OVER_CAP), TEXT).status()).isEqualTo(404);
  }

  @Test
  @Rule("ORDER-03")
  void methodComesBeforeTheOrigin() {
    assertThat(post("/api/stats", "{}", TEXT, FOREIGN).status()).isEqualTo(405);
    assertThat(post("/api/stream", "{", JSON, FOREIGN).status()).isEqualTo(405);
    assertThat(RawRequest.send(BACKEND, "DELETE", "/api/events?limit=no", FOREIGN).status())
        .isEqualTo(405);
    for (String path : new String[] {"/api/events", "/api/stream?agent_type=a&agent_type=a"}) {
      assertThat(RawRequest.send(BACKEND, "OPTIONS", path, FOREIGN).status()).isEqualTo(204);
    }
  }

  @Test
  @Rule("ORDER-04")
  void originComesBeforeTheQuery() {
    String target = "/api/stream?agent_type=a&agent_type=a";
    assertThat(RawRequest.send(BACKEND, "GET", target, FOREIGN).status()).isEqualTo(403);
    assertThat(RawRequest.send(BACKEND, "GET", target).status()).isEqualTo(400);
  }

  @Test
  @Rule("ORDER-05")
  void queryComesBeforeTheLimitOfTheStream() {
    try (StreamSubscriber only = BACKEND.subscribe("")) {
      assertThat(only.head().status()).isEqualTo(200);
      assertThat(RawRequest.send(BACKEND, "GET", "/api/stream").status()).isEqualTo(503);
      assertThat(RawRequest.send(BACKEND, "GET", "/api/stream?event_type=a&event_type=a").status())
          .isEqualTo(400);
      assertThat(RawRequest.send(BACKEND, "GET", "/api/stream", FOREIGN).status()).isEqualTo(403);
    }
  }

  @Test
  @Rule("ORDER-06")
  void originComesBeforeTheMediaTypeAndTheBody() {
    assertThat(post("/api/events", "{", TEXT, FOREIGN).status()).isEqualTo(403);
    assertThat(post("/api/events", "x".repeat(OVER_CAP), JSON, FOREIGN).status()).isEqualTo(403);
    assertThat(post("/api/events/batch", "[]", JSON, FOREIGN).status()).isEqualTo(403);
  }

  @Test
  @Rule("ORDER-07")
  void mediaTypeComesBeforeTheSizeAndTheContent() {
    assertThat(post("/api/events", "x".repeat(OVER_CAP), TEXT).status()).isEqualTo(415);
    assertThat(post("/api/events", "x".repeat(OVER_CAP)).status()).isEqualTo(415);
    assertThat(post("/api/events", "{", TEXT).status()).isEqualTo(415);
    String chunked = "Transfer-Encoding: chunked";
    String body = "7d0\r\n" + "x".repeat(OVER_CAP) + "\r\n0\r\n\r\n";
    String request = RawRequest.head(BACKEND, "POST", "/api/events", TEXT, chunked) + body;
    assertThat(RawRequest.exchange(BACKEND, request).status()).isEqualTo(415);
  }

  @Test
  @Rule("ORDER-08")
  void sizeComesBeforeTheContent() {
    assertThat(post("/api/events", "{".repeat(OVER_CAP), JSON).status()).isEqualTo(413);
    assertThat(post("/api/events", "[" + " ".repeat(OVER_CAP) + "]", JSON).status()).isEqualTo(413);
    String chunked = "Transfer-Encoding: chunked";
    String body = "1\r\n}\r\n7d0\r\n" + "x".repeat(OVER_CAP) + "\r\n0\r\n\r\n";
    String request = RawRequest.head(BACKEND, "POST", "/api/events", JSON, chunked) + body;
    assertThat(RawRequest.exchange(BACKEND, request).status()).isEqualTo(413);
  }

  @Test
  @Rule("ORDER-09")
  void malformedJsonComesBeforeItsContent() {
    HttpAnswer single = post("/api/events", "{\"session_id\":5} x", JSON);
    assertThat(single.status()).isEqualTo(400);
    assertThat(single.json().has("details")).isFalse();
    HttpAnswer noObject = post("/api/events", "[] []", JSON);
    assertThat(noObject.json().has("details")).isFalse();
    HttpAnswer batch = post("/api/events/batch", "{\"events\":5} x", JSON);
    assertThat(batch.status()).isEqualTo(400);
    assertThat(batch.json().path("error").asText()).isNotEqualTo("Expected { events: [...] }");
    ObjectNode event = Samples.event();
    assertThat(post("/api/events/batch", "{\"events\":[" + event + ",{]}", JSON).status())
        .isEqualTo(400);
    Traces.assertNone(BACKEND, event);
  }

  private static HttpAnswer toForeignHost(String method, String target, String... lines) {
    return RawRequest.exchange(BACKEND, RawRequest.headTo("evil.example", method, target, lines));
  }

  private static HttpAnswer post(String path, String body, String... lines) {
    return RawRequest.exchange(BACKEND, RawRequest.post(BACKEND, path, body, lines));
  }
}
