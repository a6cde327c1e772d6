package dev.spikebench.parity.contract;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The test's own connection to the backend's database file. One thread at a time.
final class Database implements AutoCloseable {
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
}
