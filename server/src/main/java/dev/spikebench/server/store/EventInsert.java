package dev.spikebench.server.store;

import dev.spikebench.server.event.IngestEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/// Inserts rows into `events`. Writer thread only.
///
/// Within a transaction ids are counted here and given explicitly: no other writer can come
/// between, a duplicate then burns none, and the statement need not return anything. With
/// `RETURNING` the driver makes a result set of every row, a fifth of the rate lost;
/// `last_insert_rowid()` is a second statement and leaves gaps.
final class EventInsert implements AutoCloseable {

  private static final String INSERT =
      "INSERT INTO events ("
          + Schema.EVENT_COLUMNS
          + ") VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (event_id) DO NOTHING";

  // The sequence alone would do, had no other program ever written to the table by its own rules.
  private static final String HIGHEST_ID =
      "SELECT max(coalesce((SELECT max(id) FROM events), 0),"
          + " coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0))";

  private final PreparedStatement insert;
  private final PreparedStatement highestId;
  private final PreparedStatement lastId;
  private final PreparedStatement isStored;
  private final PreparedStatement setSequence;

  EventInsert(Connection connection) throws SQLException {
    insert = connection.prepareStatement(INSERT);
    highestId = connection.prepareStatement(HIGHEST_ID);
    lastId = connection.prepareStatement("SELECT last_insert_rowid()");
    isStored = connection.prepareStatement("SELECT 1 FROM events WHERE event_id = ?");
    setSequence =
        connection.prepareStatement("UPDATE sqlite_sequence SET seq = ? WHERE name = 'events'");
  }

  /// The highest id ever given. Inside a transaction the next one is free.
  long highestId() throws SQLException {
    return single(highestId);
  }

  /// Takes back the id that SQLite noted as given although its row proved a duplicate, so that
  /// duplicates change nothing at all.
  void returnUnusedId(long lastId) throws SQLException {
    setSequence.setLong(1, lastId);
    setSequence.executeUpdate();
  }

  /// Whether an event of this id is stored.
  boolean isStored(String eventId) throws SQLException {
    isStored.setString(1, eventId);
    try (ResultSet row = isStored.executeQuery()) {
      return row.next();
    }
  }

  /// Inserts a row under the given id.
  ///
  /// @return the row as stored, or null where its `event_id` is stored already
  @Nullable StoredEvent insert(
      long id,
      IngestEvent event,
      @Nullable String project,
      @Nullable String branch,
      String createdAt)
      throws SQLException {
    insert.setLong(1, id);
    bind(event, project, branch, createdAt);
    return insert.executeUpdate() == 0 ? null : row(id, event, project, branch, createdAt);
  }

  /// Inserts a row under the id that SQLite chooses, for use without a transaction.
  ///
  /// @return the row as stored, or null where its `event_id` is stored already
  @Nullable StoredEvent insertUnnumbered(
      IngestEvent event, @Nullable String project, @Nullable String branch, String createdAt)
      throws SQLException {
    insert.setNull(1, Types.INTEGER);
    bind(event, project, branch, createdAt);
    return insert.executeUpdate() == 0
        ? null
        : row(single(lastId), event, project, branch, createdAt);
  }

  private void bind(
      IngestEvent event, @Nullable String project, @Nullable String branch, String createdAt)
      throws SQLException {
    insert.setString(2, event.eventId());
    insert.setString(3, event.sessionId());
    insert.setString(4, event.agentType());
    insert.setString(5, event.eventType());
    insert.setString(6, event.toolName());
    insert.setString(7, event.status());
    insert.setLong(8, event.tokensIn());
    insert.setLong(9, event.tokensOut());
    insert.setString(10, branch);
    insert.setString(11, project);
    insert.setObject(12, event.durationMs());
    insert.setString(13, createdAt);
    insert.setString(14, event.clientTimestamp());
    insert.setString(15, event.metadata());
    insert.setInt(16, event.payloadTruncated() ? 1 : 0);
    insert.setString(17, event.model());
    insert.setObject(18, event.costUsd());
    insert.setLong(19, event.cacheReadTokens());
    insert.setLong(20, event.cacheWriteTokens());
    insert.setString(21, event.source());
  }

  private static StoredEvent row(
      long id,
      IngestEvent event,
      @Nullable String project,
      @Nullable String branch,
      String createdAt) {
    return new StoredEvent(
        id,
        event.eventId(),
        1,
        event.sessionId(),
        event.agentType(),
        event.eventType(),
        event.toolName(),
        event.status(),
        event.tokensIn(),
        event.tokensOut(),
        branch,
        project,
        event.durationMs(),
        createdAt,
        event.clientTimestamp(),
        event.metadata(),
        event.payloadTruncated(),
        event.model(),
        event.costUsd(),
        event.cacheReadTokens(),
        event.cacheWriteTokens(),
        event.source());
  }

  private static long single(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    highestId.close();
    lastId.close();
    isStored.close();
    setSequence.close();
  }
}
