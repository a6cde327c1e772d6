package dev.spikebench.server.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Holds the writing connection and renews it where needed. After it is opened, writer thread only.
final class WriterLink {

  private final DatabaseFile file;
  private final StoreSettings settings;
  private final LockWait lockWait;
  private final Runnable dropReaders;
  private final TotalsTrust trust;
  private @Nullable WriterConnection current;
  private @Nullable Object identity;

  /// @param trust is told of every file that is opened
  /// @param dropReaders stops every read and forgets every reading connection
  WriterLink(
      DatabaseFile file,
      StoreSettings settings,
      LockWait lockWait,
      TotalsTrust trust,
      Runnable dropReaders) {
    this.file = file;
    this.settings = settings;
    this.lockWait = lockWait;
    this.trust = trust;
    this.dropReaders = dropReaders;
  }

  /// The connection, opened where there is none, or where the path leads to another file by now.
  WriterConnection connection() throws SQLException {
    WriterConnection connection = current;
    if (connection != null && !Objects.equals(identity, file.identity())) {
      // Somebody removed or replaced the file: what is written to the old one would be lost. The
      // old
      // connections are abandoned, not closed: the last one to close removes the log by its
      // name, and that name may be the new database's by now.
      dropReaders.run();
      connection = null;
    }
    return connection == null ? open() : connection;
  }

  /// The connection if one is open.
  @Nullable WriterConnection current() {
    return current;
  }

  /// Makes the connection usable again after a failure, or gives it up.
  void afterFailure(Throwable failure) {
    WriterConnection connection = current;
    if (connection == null) {
      return;
    }
    connection.rollback(failure);
    current = null;
    if (Faults.connectionSurvives(failure)) {
      try {
        current = connection.renewed();
        return;
      } catch (SQLException e) {
        failure.addSuppressed(e);
      }
    }
    connection.close(failure);
  }

  private WriterConnection open() throws SQLException {
    current = null;
    try {
      file.createFolders();
    } catch (IOException e) {
      throw new SQLException("cannot create the folder " + file.path().getParent(), e);
    }
    WriterConnection opened = WriterConnection.open(file, settings, lockWait, trust);
    identity = file.identity();
    current = opened;
    return opened;
  }
}
