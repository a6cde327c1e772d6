package dev.spikebench.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One prepared `INSERT` of a number of rows, some of whose columns have one value for all of them.
/// Writer thread only.
///
/// Handing a value to SQLite costs two calls into native code and a copy of its text, for a short
/// text more than storing it does. So the id is handed over once and counted on, and each shared
/// column once a statement.
final class InsertStatement implements AutoCloseable {

  private final PreparedStatement statement;
  private final int rows;
  private final int shared;

  /// Prepares.
  ///
  /// @param rows how many rows it inserts
  /// @param shared mask of the columns ([EventColumns]) that have one value in all rows
  InsertStatement(Connection connection, int rows, int shared) throws SQLException {
    this.rows = rows;
    this.shared = shared;
    statement = connection.prepareStatement(sql(rows, shared));
  }

  /// Mask of the columns that must have one value in all rows.
  int shared() {
    return shared;
  }

  /// Inserts rows, except those whose `event_id` is stored already.
  ///
  /// @param events as many rows as this inserts, their ids counting up by one
  /// @return how many were inserted
  int execute(List<StoredEvent> events) throws SQLException {
    statement.setLong(1, events.getFirst().id());
    bind(events);
    return statement.executeUpdate();
  }

  /// Inserts a row under the id that SQLite chooses, except where its `event_id` is stored already.
  ///
  /// @param event its id does not count
  /// @return how many were inserted
  int executeUnnumbered(StoredEvent event) throws SQLException {
    statement.setNull(1, Types.INTEGER);
    bind(List.of(event));
    return statement.executeUpdate();
  }

  private void bind(List<StoredEvent> events) throws SQLException {
    int parameter = bind(2, events.getFirst(), shared);
    for (int i = 0; i < rows; i++) {
      parameter = bind(parameter, events.get(i), EventColumns.ALL & ~shared);
    }
  }

  private int bind(int first, StoredEvent event, int columns) throws SQLException {
    int parameter = first;
    for (int column = 0; column < EventColumns.COUNT; column++) {
      if (contains(columns, column)) {
        bind(parameter, EventColumns.value(event, column));
        parameter++;
      }
    }
    return parameter;
  }

  private void bind(int parameter, @Nullable Object value) throws SQLException {
    if (value instanceof String text) {
      statement.setString(parameter, text); // setObject looks for six other types first
    } else {
      statement.setObject(parameter, value);
    }
  }

  private static String sql(int rows, int shared) {
    StringBuilder sql = new StringBuilder("INSERT INTO events (");
    sql.append(Schema.EVENT_COLUMNS).append(") VALUES ");
    int next = 2 + Integer.bitCount(shared);
    for (int row = 0; row < rows; row++) {
      sql.append(row == 0 ? "(?1" : ", (?1 + " + row);
      int nextShared = 2;
      for (int column = 0; column < EventColumns.COUNT; column++) {
        sql.append(", ?").append(contains(shared, column) ? nextShared++ : next++);
        if (column == 0) {
          sql.append(", 1"); // schema_version
        }
      }
      sql.append(')');
    }
    return sql.append(" ON CONFLICT (event_id) DO NOTHING").toString();
  }

  private static boolean contains(int columns, int column) {
    return (columns >> column & 1) != 0;
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
