package dev.spikebench.server.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The tables that every backend shares. A file that another backend wrote has them already, with
/// other spelling and the same columns; tables named `aux_…` are somebody's own and left alone.
final class Schema {

  /// Every column of `events` in table order, as [StoredEvent] has them.
  static final String EVENT_COLUMNS =
      "id, event_id, schema_version, session_id, agent_type, event_type, tool_name, status,"
          + " tokens_in, tokens_out, branch, project, duration_ms, created_at, client_timestamp,"
          + " metadata, payload_truncated, model, cost_usd, cache_read_tokens, cache_write_tokens,"
          + " source";

  private static final List<String> STATEMENTS =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS agents (
            id TEXT PRIMARY KEY,
            agent_type TEXT NOT NULL,
            name TEXT,
            registered_at TEXT NOT NULL,
            last_seen_at TEXT NOT NULL
          )\
          """,
          """
          CREATE TABLE IF NOT EXISTS sessions (
            id TEXT PRIMARY KEY,
            agent_id TEXT NOT NULL,
            agent_type TEXT NOT NULL,
            project TEXT,
            branch TEXT,
            status TEXT NOT NULL DEFAULT 'active',
            started_at TEXT NOT NULL,
            ended_at TEXT,
            last_event_at TEXT NOT NULL,
            metadata TEXT NOT NULL DEFAULT '{}'
          )\
          """,
          """
          CREATE TABLE IF NOT EXISTS events (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            event_id TEXT UNIQUE,
            schema_version INTEGER NOT NULL DEFAULT 1,
            session_id TEXT NOT NULL,
            agent_type TEXT NOT NULL,
            event_type TEXT NOT NULL,
            tool_name TEXT,
            status TEXT NOT NULL CHECK (status IN ('success', 'error', 'timeout')),
            tokens_in INTEGER NOT NULL DEFAULT 0,
            tokens_out INTEGER NOT NULL DEFAULT 0,
            branch TEXT,
            project TEXT,
            duration_ms INTEGER,
            created_at TEXT NOT NULL,
            client_timestamp TEXT,
            metadata TEXT NOT NULL DEFAULT '{}',
            payload_truncated INTEGER NOT NULL DEFAULT 0,
            model TEXT,
            cost_usd REAL,
            cache_read_tokens INTEGER NOT NULL DEFAULT 0,
            cache_write_tokens INTEGER NOT NULL DEFAULT 0,
            source TEXT NOT NULL DEFAULT 'api'
          )\
          """,
          "CREATE INDEX IF NOT EXISTS idx_sessions_status ON sessions (status)",
          "CREATE INDEX IF NOT EXISTS idx_events_created_at ON events (created_at)",
          "CREATE INDEX IF NOT EXISTS idx_events_session_id ON events (session_id)",
          "CREATE INDEX IF NOT EXISTS idx_events_event_type ON events (event_type)",
          "CREATE INDEX IF NOT EXISTS idx_events_tool_name ON events (tool_name)",
          "CREATE INDEX IF NOT EXISTS idx_events_agent_type ON events (agent_type)",
          "CREATE INDEX IF NOT EXISTS idx_events_model ON events (model)");

  private Schema() {}

  /// Creates what is missing, in one transaction, and makes sure that the file can be written to.
  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      try {
        for (String sql : STATEMENTS) {
          statement.execute(sql);
        }
        for (String sql : TotalsTable.STATEMENTS) {
          statement.execute(sql);
        }
        // Changes nothing, but fails on a file that can only be read, where BEGIN and the
        // statements
        // above find nothing to object to.
        statement.execute("DELETE FROM agents WHERE false");
        statement.execute("COMMIT");
      } catch (SQLException e) {
        Sqlite.rollback(statement, e);
        throw e;
      }
    }
  }

  /// Whether the tables refer to each other. Ours do not; those of another backend may.
  static boolean hasForeignKeys(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT EXISTS (SELECT 1 FROM pragma_foreign_key_list('events'))"
                    + " OR EXISTS (SELECT 1 FROM pragma_foreign_key_list('sessions'))")) {
      return row.next() && row.getBoolean(1);
    }
  }
}
