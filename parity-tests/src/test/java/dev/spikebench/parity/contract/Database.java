package dev.spikebench.parity.contract;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The test's own connection to the backend's database file. One thread at a time.
final class Database implements AutoCloseable {
  private static final int SQLITE_CONSTRAINT = 19;

  private final Connection connection;

  private Database(Connection connection) {
    this.connection = connection;
  }

  static Database open(Path file) {
    try {
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      Database database = new Database(connection);
      database.execute("PRAGMA busy_timeout = 10000");
      return database;
    } catch (SQLException failure) {
      throw new AssertionError("The database file cannot be opened: " + file, failure);
    }
  }

  /// The number that `query` gives for these text parameters.
  long number(String query, String... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    } catch (SQLException failure) {
      throw new AssertionError("The query failed: " + query, failure);
    }
  }

  /// The rows that `query` gives for these text parameters, every value as text, null as null.
  List<Map<String, @Nullable String>> rows(String query, String... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        List<Map<String, @Nullable String>> rows = new ArrayList<>();
        while (result.next()) {
          rows.add(row(result));
        }
        return rows;
      }
    } catch (SQLException failure) {
      throw new AssertionError("The query failed: " + query, failure);
    }
  }

  /// The only row that `query` gives.
  Map<String, @Nullable String> row(String query, String... parameters) {
    List<Map<String, @Nullable String>> rows = rows(query, parameters);
    if (rows.size() != 1) {
      throw new AssertionError(rows.size() + " rows instead of one: " + query);
    }
    return rows.getFirst();
  }

  /// Whether a constraint of the tables refuses the statement.
  boolean refuses(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return false;
    } catch (SQLException refused) {
      // The low byte of an extended code is the primary one.
      return (refused.getErrorCode() & 0xFF) == SQLITE_CONSTRAINT;
    }
  }

  void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new AssertionError("The statement failed: " + sql, failure);
    }
  }

  /// Keeps every other writer waiting until [#unlock].
  void lock() {
    execute("BEGIN IMMEDIATE");
  }

  void unlock() {
    execute("ROLLBACK");
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failure) {
      throw new AssertionError("The database connection does not close", failure);
    }
  }

  private static Map<String, @Nullable String> row(ResultSet result) throws SQLException {
    Map<String, @Nullable String> row = new LinkedHashMap<>();
    for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
      row.put(result.getMetaData().getColumnLabel(column), result.getString(column));
    }
    return row;
  }
}
