package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.client.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// An event as text, for spellings that a JSON library would not write. It has a session and an
/// agent type of its own.
///
/// @param body what is sent
record RawEvent(String sessionId, String agentType, String body) {

  /// A valid event with further members, given as JSON text; as the last ones they overwrite the
  /// required ones.
  static RawEvent with(String members) {
    String sessionId = Samples.unique("session");
    String agentType = Samples.unique("agent");
    String required =
        "\"session_id\":\"%s\",\"agent_type\":\"%s\",\"event_type\":\"tool_use\""
            .formatted(sessionId, agentType);
    return new RawEvent(
        sessionId, agentType, "{" + required + (members.isEmpty() ? "" : "," + members) + "}");
  }

  /// Posts it and gives the one row that it became.
  JsonNode stored(BackendFixture backend) {
    return storedFrom(backend, bytes());
  }

  /// As [#stored], with these bytes in place of the body's own.
  JsonNode storedFrom(BackendFixture backend, byte[] bytes) {
    HttpAnswer answer = post(backend, "/api/events", bytes);
    assertThat(answer.status()).as("%s -> %s", shortened(), answer).isEqualTo(201);
    JsonNode listed = backend.http().get("/api/events?session_id=" + sessionId).json();
    assertThat(listed.path("total").asInt()).as(shortened()).isOne();
    return listed.path("events").get(0);
  }

  /// Posts it and gives the errors of the refusal as `field: message`.
  List<String> errors(BackendFixture backend) {
    HttpAnswer answer = post(backend, "/api/events", bytes());
    assertThat(answer.status()).as("%s -> %s", shortened(), answer).isEqualTo(400);
    List<String> errors = new ArrayList<>();
    for (JsonNode detail : answer.json().path("details")) {
      errors.add(detail.path("field").asText() + ": " + detail.path("message").asText());
    }
    return errors;
  }

  /// Asserts that these bytes are malformed, as an event and as a batch.
  static void assertMalformed(BackendFixture backend, byte[] bytes) {
    for (String path : List.of("/api/events", "/api/events/batch")) {
      HttpAnswer answer = post(backend, path, bytes);
      String sent = new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.ISO_8859_1);
      assertThat(answer.status()).as("%s %s", path, sent).isEqualTo(400);
      assertThat(answer.json().path("error").asText())
          .as("%s %s", path, sent)
          .isNotEmpty()
          .isNotEqualTo("Invalid event payload")
          .isNotEqualTo("Expected { events: [...] }");
    }
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  private static HttpAnswer post(BackendFixture backend, String path, byte[] bytes) {
    return backend.http().send("POST", path, bytes, "Content-Type", "application/json");
  }

  private String shortened() {
    return body.length() > 300 ? body.substring(0, 300) + "…" : body;
  }
}
