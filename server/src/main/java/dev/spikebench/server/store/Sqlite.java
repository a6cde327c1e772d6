package dev.spikebench.server.store;

import dev.spikebench.server.config.Synchronous;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.BusyHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;
import org.sqlite.jdbc4.JDBC4Connection;

/// Opens connections with the settings that the store relies on.
final class Sqlite {

  /// A checkpoint is run by the writer itself, after the answers are out ([Checkpoints]), never
  /// inside a commit that somebody waits for.
  ///
  /// - `cache_size`: 16 MiB hold the inner pages of all eight indexes and a whole group's changed
  ///   pages, so that none is read back or spilled to the log in the middle of a transaction. The
  ///   cache takes only what it uses.
  /// - `temp_store`: sorting in memory; a full disk must not fail a read.
  /// - `mmap_size` 0: a mapped file that somebody truncates kills the process by a signal; read
  ///   through system calls it is an error that passes.
  /// - `journal_size_limit`: a log that grew while a reader held it back is cut again; twice what
  ///   it has under unbroken load, where cutting it would only have it grow again.
  private static final List<String> WRITER_SETTINGS =
      List.of(
          "foreign_keys = ON",
          "cache_size = -16384",
          "temp_store = MEMORY",
          "mmap_size = 0",
          "wal_autocheckpoint = 0",
          "journal_size_limit = 134217728");

  /// Readers come in numbers, so each has SQLite's modest default cache of 2 MiB.
  private static final List<String> READER_SETTINGS =
      List.of(
          "busy_timeout = " + LockWait.LIMIT.toMillis(),
          "foreign_keys = ON",
          "cache_size = -2048",
          "temp_store = MEMORY",
          "mmap_size = 0",
          "query_only = ON");

  private Sqlite() {}

  /// Opens the writing connection, creating the file where it is missing.
  static Connection openWriter(DatabaseFile file, Synchronous synchronous, LockWait lockWait)
      throws SQLException {
    Connection connection = connect(file, new SQLiteConfig());
    try {
      BusyHandler.setHandler(connection, lockWait);
      try (Statement statement = connection.createStatement()) {
        switchToWal(statement);
        statement.execute("PRAGMA synchronous = " + synchronous);
        for (String setting : WRITER_SETTINGS) {
          statement.execute("PRAGMA " + setting);
        }
      }
      return connection;
    } catch (SQLException e) {
      close(connection, e);
      throw e;
    }
  }

  /// Opens a reading connection to a file that exists.
  static Connection openReader(DatabaseFile file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    Connection connection = connect(file, config);
    try (Statement statement = connection.createStatement()) {
      for (String setting : READER_SETTINGS) {
        statement.execute("PRAGMA " + setting);
      }
      return connection;
    } catch (SQLException e) {
      close(connection, e);
      throw e;
    }
  }

  /// Rolls back where a transaction is open; a failure to do so joins the one being handled.
  static void rollback(Statement statement, Throwable handled) {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      handled.addSuppressed(e); // most often SQLite has rolled back by itself
    }
  }

  /// Closes; a failure to do so joins the one being handled.
  static void close(Connection connection, Throwable handled) {
    try {
      connection.close();
    } catch (SQLException e) {
      handled.addSuppressed(e);
    }
  }

  private static Connection connect(DatabaseFile file, SQLiteConfig config) throws SQLException {
    NativeLibrary.load();
    // As a URI, because the driver takes `?` and `:memory:` in a plain name for something else; and
    // not through DriverManager, whose search for drivers costs start-up time.
    String uri = "file:" + file.path().toUri().getRawPath();
    return new JDBC4Connection("jdbc:sqlite:" + uri, uri, config.toProperties());
  }

  private static void switchToWal(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA journal_mode = WAL")) {
      if (!row.next() || !"wal".equalsIgnoreCase(row.getString(1))) {
        throw new SQLException("the file system does not support SQLite's write-ahead log");
      }
    }
  }
}
