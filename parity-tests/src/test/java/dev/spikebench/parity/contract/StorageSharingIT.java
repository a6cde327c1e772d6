package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.HttpAnswer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One file, several backends: what another one wrote, before and meanwhile.
class StorageSharingIT {
  /// The tables as another backend may spell them: other index names, no `IF NOT EXISTS`.
  private static final String[] ANOTHER_BACKENDS_TABLES = {
    "PRAGMA journal_mode = WAL",
    "CREATE TABLE agents (id TEXT PRIMARY KEY NOT NULL, agent_type TEXT NOT NULL, name TEXT,"
        + " registered_at TEXT NOT NULL, last_seen_at TEXT NOT NULL)",
    "CREATE TABLE sessions (id TEXT PRIMARY KEY NOT NULL, agent_id TEXT NOT NULL,"
        + " agent_type TEXT NOT NULL, project TEXT, branch TEXT,"
        + " status TEXT NOT NULL DEFAULT 'active', started_at TEXT NOT NULL, ended_at TEXT,"
        + " last_event_at TEXT NOT NULL, metadata TEXT NOT NULL DEFAULT '{}')",
    "CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT UNIQUE,"
        + " schema_version INTEGER NOT NULL DEFAULT 1, session_id TEXT NOT NULL,"
        + " agent_type TEXT NOT NULL, event_type TEXT NOT NULL, tool_name TEXT,"
        + " status TEXT NOT NULL CHECK (status IN ('success','error','timeout')),"
        + " tokens_in INTEGER DEFAULT 0, tokens_out INTEGER DEFAULT 0, branch TEXT, project TEXT,"
        + " duration_ms INTEGER, created_at TEXT NOT NULL, client_timestamp TEXT,"
        + " metadata TEXT DEFAULT '{}', payload_truncated INTEGER NOT NULL DEFAULT 0, model TEXT,"
        + " cost_usd REAL, cache_read_tokens INTEGER DEFAULT 0,"
        + " cache_write_tokens INTEGER DEFAULT 0, source TEXT DEFAULT 'api')",
    "CREATE INDEX by_status ON sessions (status)",
    "CREATE INDEX by_time ON events (created_at)",
    "INSERT INTO agents VALUES ('old-default', 'old', NULL, '2024-01-02 03:04:05',"
        + " '2024-01-02 03:04:05')",
    "INSERT INTO sessions VALUES ('old-session', 'old-default', 'old', 'old-project', 'old-branch',"
        + " 'ended', '2024-01-02 03:04:05', '2024-01-02 03:04:05', '2024-01-02 03:04:05', '{}')",
    "INSERT INTO events (id, event_id, session_id, agent_type, event_type, status, tokens_in,"
        + " created_at) VALUES (41, 'old-id', 'old-session', 'old', 'tool_use', 'success', 12,"
        + " '2024-01-02 03:04:05')",
    "CREATE TABLE aux_of_another (anything BLOB, sessions TEXT)",
    "INSERT INTO aux_of_another VALUES (x'00ff', 'kept')"
  };

  @Test
  @Rule({"STORAGE-11", "STORAGE-13"})
  void fileOfAnotherBackendIsAnsweredFromAndAddedTo(@TempDir Path folder) {
    Path file = folder.resolve("another.db");
    try (Database database = Database.open(file)) {
      for (String statement : ANOTHER_BACKENDS_TABLES) {
        database.execute(statement);
      }
    }
    try (BackendFixture backend = BackendFixture.startOn(file, Map.of())) {
      JsonNode stats = backend.http().get("/api/stats").json();
      assertThat(stats.path("total_events").asInt()).isOne();
      assertThat(stats.path("total_tokens_in").asInt()).isEqualTo(12);
      JsonNode old = backend.http().get("/api/events?agent_type=old").json().path("events");
      assertThat(old.path(0).path("id").asInt()).isEqualTo(41);
      assertThat(old.path(0).path("event_id").asText()).isEqualTo("old-id");

      ObjectNode event = Samples.event("old-session", "old").put("event_id", "old-id");
      assertThat(post(backend, event).json().path("duplicates").asInt()).isOne();
      HttpAnswer added = post(backend, event.put("event_id", "new-id"));
      assertThat(added.json().path("ids").path(0).asInt()).isGreaterThan(41);
      try (Database database = Database.open(backend.databaseFile())) {
        assertThat(database.row("SELECT project, branch FROM events WHERE event_id = 'new-id'"))
            .containsEntry("project", "old-project")
            .containsEntry("branch", "old-branch");
        assertThat(database.row("SELECT hex(anything) AS bytes, sessions FROM aux_of_another"))
            .containsEntry("bytes", "00FF")
            .containsEntry("sessions", "kept");
      }
    }
  }

  @Test
  @Rule("STORAGE-14")
  void whatAnotherBackendWritesMeanwhileCounts() {
    try (BackendFixture backend = BackendFixture.start(Map.of());
        Database other = Database.open(backend.databaseFile())) {
      ObjectNode event = Samples.event().put("project", "first").put("event_id", "mine");
      String session = event.path("session_id").asText();
      assertThat(post(backend, event).status()).isEqualTo(201);

      other.execute("UPDATE sessions SET project = 'second' WHERE id = '" + session + "'");
      other.execute(
          "INSERT INTO events (event_id, session_id, agent_type, event_type, status, created_at,"
              + " metadata, payload_truncated) SELECT 'theirs', session_id, agent_type, event_type,"
              + " status, created_at, metadata, 0 FROM events");
      other.execute("DELETE FROM events WHERE event_id = 'mine'");

      assertThat(Traces.events(backend, session)).isOne();
      assertThat(backend.http().get("/api/stats").json().path("total_events").asInt()).isOne();
      event.remove("project");
      assertThat(post(backend, event.put("event_id", "theirs")).status()).isEqualTo(200);
      assertThat(post(backend, event.put("event_id", "mine")).status()).isEqualTo(201);
      assertThat(other.row("SELECT project FROM events WHERE event_id = 'mine'"))
          .containsEntry("project", "second");
    }
  }

  @Test
  @Rule({"STORAGE-14", "SESSION-01", "SESSION-12"})
  void sessionAndAgentThatAnotherBackendRemovedAreMadeAgain() {
    try (BackendFixture backend = BackendFixture.start(Map.of());
        Database other = Database.open(backend.databaseFile())) {
      ObjectNode event = Samples.event();
      assertThat(post(backend, event).status()).isEqualTo(201);
      other.execute("DELETE FROM sessions");
      other.execute("DELETE FROM agents");
      assertThat(post(backend, event).status()).isEqualTo(201);
      assertThat(other.number("SELECT count(*) FROM sessions WHERE status = 'active'")).isOne();
      assertThat(other.number("SELECT count(*) FROM agents")).isOne();
    }
  }

  private static HttpAnswer post(BackendFixture backend, ObjectNode event) {
    return backend.http().postJson("/api/events", event.toString());
  }
}
