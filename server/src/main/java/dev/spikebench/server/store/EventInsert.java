package dev.spikebench.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Inserts rows into `events`. Writer thread only.
///
/// Within a transaction ids are counted by the caller and given explicitly: no other writer can
/// come between, and the statement need not return anything. With `RETURNING` the driver makes a
/// result set of every row, a fifth of the rate lost.
///
/// What a statement costs besides its rows (SQLite's look at the table's sequence and its update,
/// the driver's and the native calls around it) is nearly half of a single row's cost, so up to 64
/// rows share one, and those that agree in a column share its value (`docs/performance.md`).
final class EventInsert implements AutoCloseable {

  /// How many rows one statement can insert.
  static final int MOST_ROWS = 64;

  /// Sizes of the statements, each prepared when first needed.
  private static final int[] SIZES = {MOST_ROWS, 16, 4, 1};

  // The sequence alone would do, had no other program ever written to the table by its own rules.
  private static final String HIGHEST_ID =
      "SELECT max(coalesce((SELECT max(id) FROM events), 0),"
          + " coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0))";

  private final AdaptingInsert[] inserts = new AdaptingInsert[SIZES.length];
  private final PreparedStatement highestId;
  private final PreparedStatement lastId;
  private final PreparedStatement isStored;
  private final PreparedStatement setSequence;
  private final PreparedStatement removeFrom;

  EventInsert(Connection connection) throws SQLException {
    for (int i = 0; i < SIZES.length; i++) {
      inserts[i] = new AdaptingInsert(connection, SIZES[i]);
    }
    highestId = connection.prepareStatement(HIGHEST_ID);
    lastId = connection.prepareStatement("SELECT last_insert_rowid()");
    isStored = connection.prepareStatement("SELECT 1 FROM events WHERE event_id = ?");
    setSequence =
        connection.prepareStatement("UPDATE sqlite_sequence SET seq = ? WHERE name = 'events'");
    removeFrom = connection.prepareStatement("DELETE FROM events WHERE id >= ?");
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

  /// Removes the rows with this id and all higher ones.
  void removeFrom(long id) throws SQLException {
    removeFrom.setLong(1, id);
    removeFrom.executeUpdate();
  }

  /// Whether an event of this id is stored.
  boolean isStored(String eventId) throws SQLException {
    isStored.setString(1, eventId);
    try (ResultSet row = isStored.executeQuery()) {
      return row.next();
    }
  }

  /// How many of so many rows the next statement takes.
  static int rowsAtOnce(int rows) {
    return SIZES[sizeIndex(rows)];
  }

  /// Inserts rows under their ids with one statement, except those whose `event_id` is stored
  /// already.
  ///
  /// @param rows as many as [#rowsAtOnce] says, their ids counting up by one
  /// @return how many were inserted
  int insert(List<StoredEvent> rows) throws SQLException {
    return inserts[sizeIndex(rows.size())].insert(rows);
  }

  /// Inserts a row under the id that SQLite chooses, for use without a transaction.
  ///
  /// @param row its id does not count
  /// @return the id, or 0 where its `event_id` is stored already
  long insertUnnumbered(StoredEvent row) throws SQLException {
    return inserts[sizeIndex(1)].plain().executeUnnumbered(row) == 0 ? 0 : single(lastId);
  }

  private static int sizeIndex(int rows) {
    int index = 0;
    while (SIZES[index] > rows) {
      index++;
    }
    return index;
  }

  private static long single(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    for (AdaptingInsert insert : inserts) {
      insert.close();
    }
    highestId.close();
    lastId.close();
    isStored.close();
    setSequence.close();
    removeFrom.close();
  }
}
