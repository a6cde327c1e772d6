package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spikebench.parity.BackendFixture;

/// What a backend knows of a session and an agent type, through HTTP and in its file.
final class Traces {
  private Traces() {}

  /// How many stored events the session has.
  static long events(BackendFixture backend, String sessionId) {
    return backend
        .http()
        .get("/api/events?session_id=" + sessionId)
        .json()
        .path("total")
        .asLong(-1);
  }

  /// Asserts that the refused event left nothing: no row, no session, no agent, no change of stats.
  static void assertNone(BackendFixture backend, JsonNode refusedEvent) {
    String session = refusedEvent.path("session_id").asText();
    String agent = refusedEvent.path("agent_type").asText();
    assertThat(events(backend, session)).as("listed events").isZero();
    JsonNode stats = backend.http().get("/api/stats?agent_type=" + agent).json();
    assertThat(stats.path("total_events").asLong(-1)).as("total_events").isZero();
    assertThat(stats.path("agent_breakdown")).as("agent_breakdown").isEmpty();
    try (Database database = Database.open(backend.databaseFile())) {
      assertThat(database.number("SELECT count(*) FROM events WHERE session_id = ?", session))
          .as("rows in events")
          .isZero();
      assertThat(database.number("SELECT count(*) FROM sessions WHERE id = ?", session))
          .as("rows in sessions")
          .isZero();
      assertThat(database.number("SELECT count(*) FROM agents WHERE agent_type = ?", agent))
          .as("rows in agents")
          .isZero();
    }
  }
}
