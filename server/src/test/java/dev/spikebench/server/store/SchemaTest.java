package dev.spikebench.server.store;

import static dev.spikebench.server.store.EventBuilder.event;
import static dev.spikebench.server.store.EventBuilder.full;
import static dev.spikebench.server.store.EventBuilder.withId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemaTest {

  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void choosePath() {
    path = folder.resolve("deep/er/a.db");
  }

  @Test
  void agentsHaveTheirColumns() throws SQLException {
    assertThat(columns("agents"))
        .containsExactly(
            "id|TEXT|0|-|1",
            "agent_type|TEXT|1|-|0",
            "name|TEXT|0|-|0",
            "registered_at|TEXT|1|-|0",
            "last_seen_at|TEXT|1|-|0");
  }

  @Test
  void sessionsHaveTheirColumns() throws SQLException {
    assertThat(columns("sessions"))
        .containsExactly(
            "id|TEXT|0|-|1",
            "agent_id|TEXT|1|-|0",
            "agent_type|TEXT|1|-|0",
            "project|TEXT|0|-|0",
            "branch|TEXT|0|-|0",
            "status|TEXT|1|'active'|0",
            "started_at|TEXT|1|-|0",
            "ended_at|TEXT|0|-|0",
            "last_event_at|TEXT|1|-|0",
            "metadata|TEXT|1|'{}'|0");
  }

  @Test
  void eventsHaveTheirColumns() throws SQLException {
    assertThat(columns("events"))
        .containsExactly(
            "id|INTEGER|0|-|1",
            "event_id|TEXT|0|-|0",
            "schema_version|INTEGER|1|1|0",
            "session_id|TEXT|1|-|0",
            "agent_type|TEXT|1|-|0",
            "event_type|TEXT|1|-|0",
            "tool_name|TEXT|0|-|0",
            "status|TEXT|1|-|0",
            "tokens_in|INTEGER|1|0|0",
            "tokens_out|INTEGER|1|0|0",
            "branch|TEXT|0|-|0",
            "project|TEXT|0|-|0",
            "duration_ms|INTEGER|0|-|0",
            "created_at|TEXT|1|-|0",
            "client_timestamp|TEXT|0|-|0",
            "metadata|TEXT|1|'{}'|0",
            "payload_truncated|INTEGER|1|0|0",
            "model|TEXT|0|-|0",
            "cost_usd|REAL|0|-|0",
            "cache_read_tokens|INTEGER|1|0|0",
            "cache_write_tokens|INTEGER|1|0|0",
            "source|TEXT|1|'api'|0");
  }

  @Test
  void theListedColumnsAreIndexedAndNoOthers() throws SQLException {
    assertThat(indexed("events"))
        .containsExactlyInAnyOrder(
            "event_id|1",
            "created_at|0",
            "session_id|0",
            "event_type|0",
            "tool_name|0",
            "agent_type|0",
            "model|0");
    assertThat(indexed("sessions")).containsExactlyInAnyOrder("id|1", "status|0");
  }

  @Test
  void statusIsCheckedAndIdsAreNeverUsedAgain() {
    try (TestStore test = TestStore.open(path)) {
      assertThatThrownBy(
              () ->
                  test.execute(
                      "INSERT INTO events (session_id, agent_type, event_type, status, created_at)"
                          + " VALUES ('s', 'a', 'error', 'odd', '2026-01-01 00:00:00')"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getErrorCode() & 0xff).isEqualTo(19));
    }
  }

  @Test
  void theFileIsInWalMode() throws SQLException {
    TestStore.open(path).close();
    assertThat(TestStore.query(path, "PRAGMA journal_mode")).containsExactly("wal");
  }

  @Test
  void aFileThatAnotherBackendWroteOpensAndKeepsItsOwnTables() throws Exception {
    writeForeignFile();
    try (TestStore test = TestStore.open(path)) {
      assertThat(test.events(EventFilter.NONE).events())
          .singleElement()
          .satisfies(row -> assertThat(row.eventId()).isEqualTo("theirs"));
      assertThat(test.write(withId("theirs")).duplicates()).isEqualTo(1);

      assertThat(test.write(full("ours")).ids()).containsExactly(8);

      assertThat(test.query("SELECT * FROM aux_counters")).containsExactly("kept");
      assertThat(test.query("SELECT id, agent_id FROM sessions ORDER BY id"))
          .containsExactly("session-1|claude_code-default");
    }
  }

  @Test
  void pathsWithCharactersThatMeanSomethingInUrisAreTakenAsTheyAre() {
    for (String name :
        List.of("a b.db", "100%41.db", "q?mode=memory#x.db", ":memory:", "é€🚀.db")) {
      Path odd = folder.resolve(name);
      try (TestStore test = TestStore.open(odd)) {
        test.write(event().build());
        assertThat(odd).isNotEmptyFile();
        assertThat(test.store.databaseSizeBytes()).isPositive();
      }
    }
  }

  @Test
  void openingRefusesAFileThatIsNoDatabase() throws Exception {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "this is no database, however long it may be. ".repeat(200));
    assertRefused("damaged or no SQLite database");
  }

  @Test
  void openingRefusesADirectory() throws Exception {
    Files.createDirectories(path);
    assertRefused("cannot be opened");
  }

  @Test
  void openingRefusesAFolderThatCannotBeMade() throws Exception {
    Files.writeString(folder.resolve("deep"), "a file where a folder should be");
    assertRefused("cannot create the folder");
  }

  @Test
  void openingRefusesAFileThatCannotBeWritten() throws Exception {
    TestStore.open(path).close();
    assertThat(path.toFile().setReadOnly()).isTrue();
    assumeFalse(Files.isWritable(path), "permissions do not bind the superuser");
    assertRefused("cannot be written");
  }

  @Test
  void openingRefusesTablesOfTheSameNameWithOtherColumns() throws Exception {
    Files.createDirectories(path.getParent());
    try (Connection connection = TestStore.connect(path);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, text TEXT)");
    }
    assertRefused("no such column");
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> TestStore.open(path))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining(path.toString())
        .hasMessageNotContaining("\n");
  }

  private void writeForeignFile() throws Exception {
    Files.createDirectories(path.getParent());
    try (Connection connection = TestStore.connect(path);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE agents(id TEXT PRIMARY KEY, agent_type TEXT, name TEXT,"
              + " registered_at TEXT DEFAULT (datetime('now')), last_seen_at TEXT)");
      statement.execute(
          "CREATE TABLE sessions(id TEXT PRIMARY KEY, agent_id TEXT REFERENCES agents(id),"
              + " agent_type TEXT, project TEXT, branch TEXT, status TEXT DEFAULT 'active',"
              + " started_at TEXT, ended_at TEXT, last_event_at TEXT, metadata TEXT DEFAULT '{}')");
      statement.execute(
          "CREATE TABLE events(id INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT UNIQUE,"
              + " schema_version INTEGER DEFAULT 1, session_id TEXT REFERENCES sessions(id),"
              + " agent_type TEXT, event_type TEXT, tool_name TEXT,"
              + " status TEXT CHECK(status in ('success','error','timeout')),"
              + " tokens_in INTEGER DEFAULT 0, tokens_out INTEGER DEFAULT 0, branch TEXT,"
              + " project TEXT, duration_ms INTEGER, created_at TEXT, client_timestamp TEXT,"
              + " metadata TEXT DEFAULT '{}', payload_truncated INTEGER DEFAULT 0, model TEXT,"
              + " cost_usd REAL, cache_read_tokens INTEGER DEFAULT 0,"
              + " cache_write_tokens INTEGER DEFAULT 0, source TEXT DEFAULT 'api')");
      statement.execute("CREATE TABLE aux_counters(text TEXT)");
      statement.execute("INSERT INTO aux_counters VALUES ('kept')");
      statement.execute(
          "INSERT INTO events(id, event_id, agent_type, event_type, status, session_id, created_at)"
              + " VALUES (7, 'theirs', 'codex', 'error', 'error', 's', '2026-01-01 00:00:00')");
    }
  }

  private List<String> columns(String table) throws SQLException {
    TestStore.open(path).close();
    return TestStore.query(
        path,
        "SELECT name, type, \"notnull\", coalesce(dflt_value, '-'), pk FROM pragma_table_info('%s')"
            .formatted(table));
  }

  private List<String> indexed(String table) throws SQLException {
    TestStore.open(path).close();
    return TestStore.query(
        path,
        "SELECT column.name, list.\"unique\" FROM pragma_index_list('%s') list,".formatted(table)
            + " pragma_index_info(list.name) column");
  }
}
