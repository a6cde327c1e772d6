package dev.spikebench.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The running totals as they are stored: sums over all events up to a certain id, and how often
/// each name occurs among them. They are this backend's own, in tables named `aux_…`. Writes them;
/// writer thread only.
final class TotalsTable implements AutoCloseable {

  // SQLite's sum() of integers fails beyond 64 bits. The halves of each value are summed apart,
  // which
  // no number of rows can overflow. total() adds doubles with Kahan-Babuska compensation (SQLite
  // 3.43 and later), well within one part in 10^12.
  /// What a [TotalsRow] is made of, over `events`.
  static final String SUMS =
      "count(*),"
          + " coalesce(sum(tokens_in >> 32), 0), coalesce(sum(tokens_in & 4294967295), 0),"
          + " coalesce(sum(tokens_out >> 32), 0), coalesce(sum(tokens_out & 4294967295), 0),"
          + " total(cost_usd)";

  static final List<String> STATEMENTS =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS aux_java_totals (
            id INTEGER PRIMARY KEY,
            last_event_id INTEGER NOT NULL,
            events INTEGER NOT NULL,
            tokens_in_upper INTEGER NOT NULL,
            tokens_in_lower INTEGER NOT NULL,
            tokens_out_upper INTEGER NOT NULL,
            tokens_out_lower INTEGER NOT NULL,
            cost_usd REAL,
            cost_usd_rest REAL
          )\
          """,
          // Either without the other would be wrong.
          "DELETE FROM aux_java_totals WHERE NOT EXISTS"
              + " (SELECT 1 FROM sqlite_schema WHERE name = 'aux_java_names')",
          """
          CREATE TABLE IF NOT EXISTS aux_java_names (
            kind INTEGER NOT NULL,
            name TEXT NOT NULL,
            events INTEGER NOT NULL,
            PRIMARY KEY (kind, name)
          ) WITHOUT ROWID\
          """,
          "DELETE FROM aux_java_names WHERE NOT EXISTS (SELECT 1 FROM aux_java_totals)",
          "INSERT OR IGNORE INTO aux_java_totals"
              + " VALUES (1, -9223372036854775808, 0, 0, 0, 0, 0, 0, 0)");

  private final Connection connection;
  private final PreparedStatement select;
  private final PreparedStatement update;
  private final PreparedStatement addName;

  TotalsTable(Connection connection) throws SQLException {
    this.connection = connection;
    select = connection.prepareStatement(TotalsRow.SELECT);
    update =
        connection.prepareStatement(
            "UPDATE aux_java_totals SET last_event_id = ?, events = ?, tokens_in_upper = ?,"
                + " tokens_in_lower = ?, tokens_out_upper = ?, tokens_out_lower = ?, cost_usd = ?,"
                + " cost_usd_rest = ? WHERE id = 1");
    addName =
        connection.prepareStatement(
            "INSERT INTO aux_java_names (kind, name, events) VALUES (?, ?, ?)"
                + " ON CONFLICT (kind, name) DO UPDATE SET events = events + excluded.events");
  }

  /// The stored sums.
  TotalsRow row() throws SQLException {
    return TotalsRow.read(select);
  }

  /// Stores sums in the place of the stored ones.
  void store(TotalsRow row) throws SQLException {
    update.setLong(1, row.lastEventId());
    update.setLong(2, row.events());
    update.setLong(3, row.tokensInUpper());
    update.setLong(4, row.tokensInLower());
    update.setLong(5, row.tokensOutUpper());
    update.setLong(6, row.tokensOutLower());
    update.setDouble(7, row.costUsd());
    update.setDouble(8, row.costUsdRest());
    update.executeUpdate();
  }

  /// Adds to how often names occur.
  void addNames(CountedName kind, Map<String, long[]> counts) throws SQLException {
    for (Map.Entry<String, long[]> count : counts.entrySet()) {
      addName.setInt(1, kind.code());
      addName.setString(2, count.getKey());
      addName.setLong(3, count.getValue()[0]);
      addName.executeUpdate();
    }
  }

  /// The id of the last one of the next so many events after an id; null where there are fewer.
  @Nullable Long idAhead(long after, int events) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT count(*), max(id)"
                + " FROM (SELECT id FROM events WHERE id > ? ORDER BY id LIMIT ?)")) {
      query.setLong(1, after);
      query.setInt(2, events);
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getInt(1) == events ? (Long) row.getLong(2) : null;
      }
    }
  }

  /// Adds the names of the events with ids above `after` up to `last`.
  ///
  /// @return the sums over these events
  TotalsRow addEvents(long after, long last) throws SQLException {
    for (CountedName kind : CountedName.values()) {
      try (PreparedStatement names = connection.prepareStatement(addNamesSql(kind))) {
        names.setLong(1, after);
        names.setLong(2, last);
        names.executeUpdate();
      }
    }
    try (PreparedStatement sums =
        connection.prepareStatement(
            "SELECT " + SUMS + " FROM events NOT INDEXED WHERE id > ? AND id <= ?")) {
      sums.setLong(1, after);
      sums.setLong(2, last);
      try (ResultSet row = sums.executeQuery()) {
        row.next();
        return TotalsRow.ofSums(row, last);
      }
    }
  }

  /// Starts again from nothing.
  void reset() throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement("DELETE FROM aux_java_names")) {
      delete.executeUpdate();
    }
    store(TotalsRow.NOTHING);
  }

  private static String addNamesSql(CountedName kind) {
    String column = kind.column();
    return "INSERT INTO aux_java_names (kind, name, events) SELECT "
        + kind.code()
        + ", "
        + column
        + ", count(*) FROM events NOT INDEXED WHERE id > ? AND id <= ? AND "
        + column
        + " IS NOT NULL GROUP BY "
        + column
        + " ON CONFLICT (kind, name) DO UPDATE SET events = events + excluded.events";
  }

  @Override
  public void close() throws SQLException {
    select.close();
    update.close();
    addName.close();
  }
}
