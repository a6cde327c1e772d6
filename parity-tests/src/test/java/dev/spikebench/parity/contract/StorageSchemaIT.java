package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The tables, indexes and settings of the database, looked at from outside.
class StorageSchemaIT {
  private static final BackendFixture BACKEND = BackendFixture.shared();
  private static final String UTC_SECONDS = "\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}";

  /// What a connection of the backend's is set to, written down by itself while it stores an event.
  private static final String SETTINGS_TABLE =
      "CREATE TABLE aux_settings (foreign_keys INTEGER, synchronous INTEGER)";

  private static final String SETTINGS_TRIGGER =
      "CREATE TRIGGER aux_settings_of_writer AFTER INSERT ON events BEGIN"
          + " INSERT INTO aux_settings SELECT foreign_keys, synchronous"
          + " FROM pragma_foreign_keys, pragma_synchronous; END";

  @Test
  @Rule("STORAGE-01")
  void journalIsAWriteAheadLog() {
    try (Database database = Database.open(BACKEND.databaseFile())) {
      assertThat(database.row("PRAGMA journal_mode")).containsEntry("journal_mode", "wal");
    }
  }

  @ParameterizedTest
  @CsvSource({"OFF, 0", "NORMAL, 1", "FULL, 2"})
  @Rule({"STORAGE-03", "STORAGE-19", "STORAGE-01"})
  void writingConnectionsHaveTheSettings(String synchronous, String stored) {
    try (BackendFixture backend = BackendFixture.start(Map.of("INGEST_SYNCHRONOUS", synchronous));
        Database database = Database.open(backend.databaseFile())) {
      database.execute(SETTINGS_TABLE);
      database.execute(SETTINGS_TRIGGER);
      post(backend, Samples.event());
      assertThat(database.row("SELECT * FROM aux_settings"))
          .containsEntry("foreign_keys", "1")
          .containsEntry("synchronous", stored);
      assertThat(database.row("PRAGMA journal_mode")).containsEntry("journal_mode", "wal");
    }
  }

  @Test
  @Rule("STORAGE-04")
  void agentsHasItsColumns() {
    assertColumns(
        "agents",
        "id TEXT key",
        "agent_type TEXT",
        "name TEXT null",
        "registered_at TEXT",
        "last_seen_at TEXT");
    ObjectNode event = Samples.event();
    post(BACKEND, event);
    String agentType = event.path("agent_type").asText();
    try (Database database = Database.open(BACKEND.databaseFile())) {
      assertThat(database.row("SELECT id FROM agents WHERE agent_type = ?", agentType))
          .containsEntry("id", agentType + "-default");
    }
  }

  @Test
  @Rule({"STORAGE-05", "STORAGE-06"})
  void sessionsHasItsColumnsAndIndex() {
    assertColumns(
        "sessions",
        "id TEXT key",
        "agent_id TEXT",
        "agent_type TEXT",
        "project TEXT null",
        "branch TEXT null",
        "status TEXT default 'active'",
        "started_at TEXT",
        "ended_at TEXT null",
        "last_event_at TEXT",
        "metadata TEXT default '{}'");
    assertThat(indexedColumns("sessions")).contains("status");
  }

  @Test
  @Rule({"STORAGE-07", "STORAGE-10"})
  void eventsHasItsColumnsAndIndexes() {
    assertColumns(
        "events",
        "id INTEGER key",
        "event_id TEXT null",
        "schema_version INTEGER default 1",
        "session_id TEXT",
        "agent_type TEXT",
        "event_type TEXT",
        "tool_name TEXT null",
        "status TEXT",
        "tokens_in INTEGER default 0",
        "tokens_out INTEGER default 0",
        "branch TEXT null",
        "project TEXT null",
        "duration_ms INTEGER null",
        "created_at TEXT",
        "client_timestamp TEXT null",
        "metadata TEXT default '{}'",
        "payload_truncated INTEGER",
        "model TEXT null",
        "cost_usd REAL null",
        "cache_read_tokens INTEGER default 0",
        "cache_write_tokens INTEGER default 0",
        "source TEXT default 'api'");
    assertThat(indexedColumns("events"))
        .contains("created_at", "session_id", "event_type", "tool_name", "agent_type", "model");
    try (Database database = Database.open(BACKEND.databaseFile())) {
      assertThat(database.row("SELECT sql FROM sqlite_master WHERE name = 'events'").get("sql"))
          .containsIgnoringCase("AUTOINCREMENT");
    }
  }

  @Test
  @Rule({"STORAGE-08", "STORAGE-09", "STORAGE-07"})
  void tablesRefuseWhatTheContractForbids() {
    ObjectNode event = Samples.event().put("event_id", Samples.unique("id"));
    post(BACKEND, event);
    String copy =
        "INSERT INTO events (event_id, session_id, agent_type, event_type, status, created_at,"
            + " metadata, payload_truncated) SELECT %s, session_id, agent_type, event_type, %s,"
            + " created_at, metadata, payload_truncated FROM events WHERE event_id = '"
            + event.path("event_id").asText()
            + "'";
    String other = "'" + Samples.unique("id") + "'";
    try (Database database = Database.open(BACKEND.databaseFile())) {
      assertThat(database.refuses(copy.formatted("event_id", "status"))).isTrue();
      assertThat(database.refuses(copy.formatted(other, "'done'"))).isTrue();
      for (String status : List.of("'success'", "'error'", "'timeout'")) {
        assertThat(database.refuses(copy.formatted("NULL", status))).as(status).isFalse();
      }
    }
  }

  @Test
  @Rule("STORAGE-12")
  void furtherTablesAreAuxiliary() {
    try (Database database = Database.open(BACKEND.databaseFile())) {
      assertThat(
              database.rows(
                  "SELECT name FROM sqlite_master WHERE type = 'table'"
                      + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"))
          .extracting(row -> row.get("name"))
          .contains("agents", "sessions", "events")
          .allMatch(name -> name != null && name.matches("agents|sessions|events|aux_.*"));
    }
  }

  @Test
  @Rule("STORAGE-15")
  void serverTimesAreUtcSeconds() {
    ObjectNode event = Samples.event().put("event_type", "session_end");
    post(BACKEND, event);
    String session = event.path("session_id").asText();
    try (Database database = Database.open(BACKEND.databaseFile())) {
      String now = database.row("SELECT datetime('now') AS now").get("now");
      String earlier = database.row("SELECT datetime('now', '-60 seconds') AS then_").get("then_");
      List<Map<String, String>> times = new ArrayList<>();
      times.add(database.row("SELECT created_at FROM events WHERE session_id = ?", session));
      times.add(
          database.row(
              "SELECT started_at, ended_at, last_event_at FROM sessions WHERE id = ?", session));
      times.add(
          database.row(
              "SELECT registered_at, last_seen_at FROM agents WHERE agent_type = ?",
              event.path("agent_type").asText()));
      assertThat(times)
          .flatMap(Map::values)
          .hasSize(6)
          .allSatisfy(time -> assertThat(time).matches(UTC_SECONDS).isBetween(earlier, now));
    }
  }

  @Test
  @Rule("STORAGE-16")
  void everyStoredStringIsUtf8() {
    String session = Samples.unique("session");
    String event =
        "{\"session_id\":\""
            + session
            + "\",\"agent_type\":\"\\ud83d\\ude00 é\","
            + "\"event_type\":\"tool_use\",\"tool_name\":\"a\\u0000b\",\"project\":\"\\u20ac\","
            + "\"metadata\":{\"\\u0001\":\"\\ud83d\\ude00\"}}";
    assertThat(BACKEND.http().postJson("/api/events", event).status()).isEqualTo(201);
    // A lone surrogate may be refused; where it is taken, it must not reach the file as such.
    BACKEND.http().postJson("/api/events", event.replace("\\ude00\"}", "\"}"));
    String columns = "agent_type,tool_name,project,metadata";
    String asHex = columns.replaceAll("(\\w+)", "hex(CAST($1 AS BLOB)) AS $1");
    try (Database database = Database.open(BACKEND.databaseFile())) {
      List<Map<String, String>> rows = new ArrayList<>();
      database
          .rows("SELECT " + asHex + " FROM events WHERE session_id = ?", session)
          .forEach(rows::add);
      assertThat(rows).isNotEmpty();
      for (Map<String, String> row : rows) {
        for (String hex : row.values()) {
          byte[] bytes = HexFormat.of().parseHex(hex);
          String text = new String(bytes, StandardCharsets.UTF_8);
          assertThat(text.getBytes(StandardCharsets.UTF_8)).isEqualTo(bytes);
        }
      }
      assertThat(HexFormat.of().parseHex(rows.getFirst().get("tool_name")))
          .containsExactly('a', 0, 'b');
    }
  }

  private static void post(BackendFixture backend, ObjectNode event) {
    assertThat(backend.http().postJson("/api/events", event.toString()).status()).isEqualTo(201);
  }

  /// Each is `name TYPE`, then perhaps `key`, `null` (may be) or `default …`.
  private static void assertColumns(String table, String... expected) {
    try (Database database = Database.open(BACKEND.databaseFile())) {
      List<String> names = new ArrayList<>();
      for (String column : expected) {
        String[] parts = column.split(" ", 3);
        names.add(parts[0]);
        assertColumn(database, table, parts[0], parts[1], parts.length == 3 ? parts[2] : "");
      }
      assertThat(database.rows("SELECT name FROM pragma_table_info(?)", table))
          .extracting(row -> row.get("name"))
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  private static void assertColumn(
      Database database, String table, String name, String type, String mark) {
    Map<String, String> info =
        database.row(
            "SELECT upper(type) AS type, pk, \"notnull\" AS needed, dflt_value"
                + " FROM pragma_table_info(?) WHERE name = ?",
            table,
            name);
    assertThat(info).as(name).containsEntry("type", type);
    assertThat(info).as(name).containsEntry("pk", mark.equals("key") ? "1" : "0");
    if (mark.equals("null")) {
      assertThat(info).as(name).containsEntry("needed", "0").containsEntry("dflt_value", null);
    }
    if (mark.startsWith("default ")) {
      assertThat(info).as(name).containsEntry("dflt_value", mark.substring("default ".length()));
    }
  }

  private static List<String> indexedColumns(String table) {
    try (Database database = Database.open(BACKEND.databaseFile())) {
      List<String> columns = new ArrayList<>();
      database
          .rows(
              "SELECT info.name FROM pragma_index_list(?) AS list,"
                  + " pragma_index_info(list.name) AS info WHERE info.seqno = 0",
              table)
          .forEach(row -> columns.add(row.get("name")));
      return columns;
    }
  }
}
