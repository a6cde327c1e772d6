package dev.spikebench.server.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// How far the write-ahead log has been copied into the database, in frames, one a page of 4 KiB.
///
/// @param total frames in the log
/// @param copied those of them that the database has
record LogFrames(long total, long copied) {

  /// Tells the state and touches no file.
  static final String LOOK = "PRAGMA wal_checkpoint(NOOP)";

  /// Copies as far as readers allow, waiting for nobody.
  static final String COPY = "PRAGMA wal_checkpoint(PASSIVE)";

  /// The state after one of these statements.
  static LogFrames after(Statement statement, String pragma) throws SQLException {
    try (ResultSet row = statement.executeQuery(pragma)) {
      return row.next() ? new LogFrames(row.getLong(2), row.getLong(3)) : new LogFrames(0, 0);
    }
  }

  /// Frames that the database does not have yet.
  long pending() {
    return total - copied;
  }
}
