package dev.spikebench.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads pages of events. Runs inside a read transaction, so that page and total agree.
final class EventReader {

  private EventReader() {}

  /// A page of the events that match.
  static EventPage page(Connection connection, EventFilter filter, int limit, long offset)
      throws SQLException {
    return page(connection, filter, limit, offset, count(connection, Conditions.of(filter)));
  }

  /// The same where it is known already how many match.
  static EventPage page(
      Connection connection, EventFilter filter, int limit, long offset, long total)
      throws SQLException {
    Conditions conditions = Conditions.of(filter);
    return new EventPage(
        offset < total ? rows(connection, conditions, limit, offset) : List.of(), total);
  }

  private static long count(Connection connection, Conditions conditions) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT count(*) FROM events" + conditions.where())) {
      conditions.bind(query);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  private static List<StoredEvent> rows(
      Connection connection, Conditions conditions, int limit, long offset) throws SQLException {
    String sql =
        "SELECT "
            + Schema.EVENT_COLUMNS
            + " FROM events"
            + conditions.where()
            + " ORDER BY id DESC LIMIT ? OFFSET ?";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      int position = conditions.bind(query);
      query.setInt(position, limit);
      query.setLong(position + 1, offset);
      try (ResultSet row = query.executeQuery()) {
        List<StoredEvent> rows = new ArrayList<>();
        while (row.next()) {
          rows.add(event(row));
        }
        return rows;
      }
    }
  }

  private static StoredEvent event(ResultSet row) throws SQLException {
    return new StoredEvent(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getLong(9),
        row.getLong(10),
        row.getString(11),
        row.getString(12),
        nullableLong(row, 13),
        row.getString(14),
        row.getString(15),
        row.getString(16),
        row.getInt(17) != 0,
        row.getString(18),
        nullableDouble(row, 19),
        row.getLong(20),
        row.getLong(21),
        row.getString(22));
  }

  private static @Nullable Long nullableLong(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  private static @Nullable Double nullableDouble(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : value;
  }
}
