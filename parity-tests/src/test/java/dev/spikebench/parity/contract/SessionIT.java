package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What events do to their session and agent, seen in the tables.
class SessionIT {
  private static final String OLD = "2020-01-01 00:00:00";
  private static final BackendFixture BACKEND = BackendFixture.shared();

  @Test
  @Rule("SESSION-01")
  void eventCreatesItsSession() {
    ObjectNode event = Samples.event();
    post(event);
    assertThat(session(event))
        .containsEntry("status", "active")
        .containsEntry("ended_at", null)
        .containsEntry("agent_type", event.path("agent_type").asText())
        .containsEntry("agent_id", event.path("agent_type").asText() + "-default")
        .containsEntry("metadata", "{}");
  }

  @ParameterizedTest
  @CsvSource({"idle", "ended"})
  @Rule("SESSION-01")
  void eventReactivatesItsSession(String status) {
    ObjectNode event = Samples.event();
    post(event);
    age(event, status);
    post(event);
    assertThat(session(event))
        .containsEntry("status", "active")
        .containsEntry("ended_at", null)
        .containsEntry("started_at", OLD);
    assertThat(session(event).get("last_event_at")).isGreaterThan(OLD);
  }

  @Test
  @Rule({"SESSION-02", "SESSION-03"})
  void projectAndBranchAreReplacedWhereGivenAndInheritedElsewhere() {
    ObjectNode event = Samples.event().put("event_id", Samples.unique("id"));
    post(event.put("project", "p1").put("branch", "b1"));
    event.remove("project");
    post(event.put("branch", "b2").put("event_id", Samples.unique("id")));
    assertThat(stored(event)).containsEntry("project", "p1").containsEntry("branch", "b2");
    event.remove("branch");
    post(event.put("project", "p2").put("event_id", Samples.unique("id")));
    assertThat(stored(event)).containsEntry("project", "p2").containsEntry("branch", "b2");
    assertThat(session(event)).containsEntry("project", "p2").containsEntry("branch", "b2");
  }

  @Test
  @Rule({"SESSION-04", "SESSION-05", "SESSION-06", "SESSION-11"})
  void endOfASessionGoesByTheEventsOwnAgentType() {
    ObjectNode begun = Samples.event();
    post(begun);
    post(begun.deepCopy().put("event_type", "session_end").put("agent_type", "claude_code"));
    assertThat(session(begun)).containsEntry("status", "idle");
    assertThat(session(begun).get("ended_at")).isNotNull();
    assertThat(session(begun)).containsEntry("agent_type", begun.path("agent_type").asText());

    post(begun);
    post(begun.deepCopy().put("event_type", "session_end"));
    assertThat(session(begun)).containsEntry("status", "ended");
    assertThat(session(begun).get("ended_at")).isNotNull();

    ObjectNode claude = Samples.event(Samples.unique("session"), "claude_code");
    post(claude);
    post(claude.deepCopy().put("event_type", "session_end").put("agent_type", "other"));
    assertThat(session(claude)).containsEntry("status", "ended");
  }

  @ParameterizedTest
  @CsvSource({"tool_use", "session_start", "session_end", "error"})
  @Rule("SESSION-07")
  void importedEventLeavesItsSessionEnded(String eventType) {
    ObjectNode event = Samples.event().put("source", "import").put("event_type", eventType);
    post(event.put("agent_type", "claude_code"));
    assertThat(session(event)).containsEntry("status", "ended");
    age(event, "active");
    post(event);
    assertThat(session(event)).containsEntry("status", "ended");
    assertThat(session(event).get("ended_at")).isGreaterThan(OLD);
  }

  @Test
  @Rule({"SESSION-11", "SESSION-12"})
  void sessionKeepsItsAgentAndTheEventsOwnAgentIsKnown() {
    ObjectNode event = Samples.event();
    post(event);
    ObjectNode foreign = event.deepCopy().put("agent_type", Samples.unique("agent"));
    post(foreign);
    assertThat(session(event))
        .containsEntry("agent_type", event.path("agent_type").asText())
        .containsEntry("agent_id", event.path("agent_type").asText() + "-default");
    assertThat(agent(foreign))
        .containsEntry("id", foreign.path("agent_type").asText() + "-default");
  }

  @Test
  @Rule("SESSION-12")
  void agentIsRenewedByEachEvent() {
    ObjectNode event = Samples.event();
    post(event);
    age(event, "active");
    post(event);
    assertThat(agent(event)).containsEntry("registered_at", OLD);
    assertThat(agent(event).get("last_seen_at")).isGreaterThan(OLD);
  }

  @Test
  @Rule("SESSION-13")
  void duplicateChangesNothingAtAll() {
    ObjectNode event = Samples.event().put("event_id", Samples.unique("id"));
    post(event.put("project", "p1"));
    age(event, "ended");
    Map<String, @Nullable String> sessionBefore = session(event);
    Map<String, @Nullable String> agentBefore = agent(event);
    Map<String, @Nullable String> eventBefore = stored(event);

    ObjectNode duplicate = event.deepCopy().put("project", "p2").put("tokens_in", 9);
    assertThat(BACKEND.http().postJson("/api/events", duplicate.toString()).status())
        .isEqualTo(200);
    ObjectNode elsewhere = event.deepCopy().put("session_id", Samples.unique("session"));
    elsewhere.put("agent_type", Samples.unique("agent"));
    assertThat(BACKEND.http().postJson("/api/events", elsewhere.toString()).status())
        .isEqualTo(200);
    assertThat(session(event)).isEqualTo(sessionBefore);
    assertThat(agent(event)).isEqualTo(agentBefore);
    assertThat(stored(event)).isEqualTo(eventBefore);
    Traces.assertNone(BACKEND, elsewhere);
  }

  @Test
  @Rule("SESSION-14")
  void rejectedEventClaimsNoEventId() {
    ObjectNode event = Samples.event().put("event_id", Samples.unique("id"));
    ObjectNode rejected = event.deepCopy().put("tokens_in", -1);
    assertThat(BACKEND.http().postJson("/api/events", rejected.toString()).status()).isEqualTo(400);
    String batch = Samples.batch(rejected, event, rejected, event);
    var answer = BACKEND.http().postJson("/api/events/batch", batch).json();
    assertThat(answer.path("received").asInt()).isOne();
    assertThat(answer.path("duplicates").asInt()).isOne();
    assertThat(answer.path("rejected")).hasSize(2);
  }

  private static void post(ObjectNode event) {
    assertThat(BACKEND.http().postJson("/api/events", event.toString()).status()).isEqualTo(201);
  }

  /// As if all had happened long ago.
  private static void age(ObjectNode event, String status) {
    String session = event.path("session_id").asText();
    try (Database database = Database.open(BACKEND.databaseFile())) {
      database.execute(
          "UPDATE sessions SET status = '%s', started_at = '%s', last_event_at = '%s', ended_at = %s WHERE id = '%s'"
              .formatted(
                  status, OLD, OLD, status.equals("active") ? "NULL" : "'" + OLD + "'", session));
      database.execute(
          "UPDATE agents SET registered_at = '%s', last_seen_at = '%s' WHERE agent_type = '%s'"
              .formatted(OLD, OLD, event.path("agent_type").asText()));
    }
  }

  private static Map<String, @Nullable String> session(ObjectNode event) {
    return row("SELECT * FROM sessions WHERE id = ?", event.path("session_id").asText());
  }

  private static Map<String, @Nullable String> agent(ObjectNode event) {
    return row("SELECT * FROM agents WHERE agent_type = ?", event.path("agent_type").asText());
  }

  private static Map<String, @Nullable String> stored(ObjectNode event) {
    return row("SELECT * FROM events WHERE event_id = ?", event.path("event_id").asText());
  }

  private static Map<String, @Nullable String> row(String query, String key) {
    try (Database database = Database.open(BACKEND.databaseFile())) {
      return database.row(query, key);
    }
  }
}
