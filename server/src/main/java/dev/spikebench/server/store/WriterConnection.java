package dev.spikebench.server.store;

import dev.spikebench.server.event.IngestEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one connection that writes, with its prepared statements. After it is opened, writer thread
/// only.
final class WriterConnection {

  private final InstantSource clock;
  private final Connection connection;
  private final Statement statement;
  private final PreparedStatement begin;
  private final PreparedStatement commit;
  private final EventInsert events;
  private final SessionBook book;
  private final boolean foreignKeys;

  private WriterConnection(Connection connection, InstantSource clock) throws SQLException {
    this.clock = clock;
    this.connection = connection;
    statement = connection.createStatement();
    begin = connection.prepareStatement("BEGIN IMMEDIATE");
    commit = connection.prepareStatement("COMMIT");
    events = new EventInsert(connection);
    book = new SessionBook(connection);
    foreignKeys = Schema.hasForeignKeys(connection);
  }

  /// Opens the database, creating the file and its tables where missing.
  static WriterConnection open(DatabaseFile file, StoreSettings settings, LockWait lockWait)
      throws SQLException {
    Connection connection = Sqlite.openWriter(file, settings.synchronous(), lockWait);
    try {
      Schema.create(connection);
      return new WriterConnection(connection, settings.clock());
    } catch (SQLException e) {
      Sqlite.close(connection, e);
      throw e;
    }
  }

  /// Stores several requests in one transaction, each event seeing those before it.
  ///
  /// @return one result a request, in their order; on an exception nothing is stored, and
  ///   [#rollback] must follow
  List<StoredRequest> writeTogether(List<WriteRequest> requests) throws SQLException {
    begin();
    book.forget();
    String now = StoredTime.floor(clock.instant());
    long lastId = events.highestId();
    boolean duplicates = false;
    List<StoredRequest> results = new ArrayList<>(requests.size());
    for (WriteRequest request : requests) {
      StoredRequest result = insert(request, lastId, now);
      lastId += result.rows().size();
      duplicates |= result.hasDuplicates();
      results.add(result);
    }
    if (duplicates) {
      events.returnUnusedId(lastId);
    }
    book.flush(now);
    commit.execute();
    return results;
  }

  /// Stores one request with a commit for every statement. Session and agent come first, so that no
  /// fault can leave an event whose repetition, then a duplicate, would never create its session.
  ///
  /// @param result gets every event that is stored, also when an exception ends this
  void writeSeparately(WriteRequest request, StoredRequest result) throws SQLException {
    for (IngestEvent event : request.events()) {
      if (event.eventId() != null && events.isStored(event.eventId())) {
        result.add(null);
        continue;
      }
      book.forget();
      String now = StoredTime.floor(clock.instant());
      SessionBook.Session session = book.session(event);
      @Nullable String project = session.projectFor(event);
      @Nullable String branch = session.branchFor(event);
      book.note(session, event);
      book.flush(now);
      result.add(events.insertUnnumbered(event, project, branch, now));
    }
  }

  /// Ages the sessions. Stored times are whole seconds cut off, so a session turns up to a second
  /// late and never early.
  SweepResult sweep(Duration timeout) throws SQLException {
    begin();
    Instant moment = clock.instant();
    String now = StoredTime.floor(moment);
    int idled =
        update(
            "UPDATE sessions SET status = 'idle' WHERE status = 'active' AND last_event_at < ?",
            StoredTime.floor(moment.minus(timeout)));
    int ended =
        update(
            "UPDATE sessions SET status = 'ended', ended_at = ?"
                + " WHERE status = 'idle' AND ended_at IS NULL AND last_event_at < ?",
            now,
            StoredTime.floor(moment.minus(timeout.multipliedBy(2))));
    commit.execute();
    return new SweepResult(idled, ended);
  }

  /// Ends a transaction that failed.
  void rollback(Throwable handled) {
    Sqlite.rollback(statement, handled);
    book.forget();
  }

  /// Runs a statement that is seldom needed.
  void execute(String sql) throws SQLException {
    statement.execute(sql);
  }

  /// Frames of the write-ahead log that the database does not have yet. Touches no file.
  long pendingFrames() throws SQLException {
    return checkpoint("NOOP");
  }

  /// Copies the log into the database as far as readers allow, waiting for nobody.
  ///
  /// @return frames that had to stay behind
  long checkpointPassive() throws SQLException {
    return checkpoint("PASSIVE");
  }

  /// Copies the log into the database and empties it, waiting for readers as long as [LockWait]
  /// allows.
  void checkpointAndTruncate() throws SQLException {
    checkpoint("TRUNCATE");
  }

  /// The same connection with statements prepared anew: the driver closes a statement that failed.
  WriterConnection renewed() throws SQLException {
    statement.close();
    begin.close();
    commit.close();
    events.close();
    book.close();
    return new WriterConnection(connection, clock);
  }

  void close(Throwable handled) {
    Sqlite.close(connection, handled);
  }

  void close() throws SQLException {
    connection.close();
  }

  private void begin() throws SQLException {
    begin.execute();
    if (foreignKeys) {
      // Another backend's tables refer to each other; here an event goes before its session.
      execute("PRAGMA defer_foreign_keys = ON");
    }
  }

  private StoredRequest insert(WriteRequest request, long lastId, String now) throws SQLException {
    StoredRequest result = new StoredRequest(request.events().size());
    long id = lastId + 1;
    for (IngestEvent event : request.events()) {
      SessionBook.Session session = book.session(event);
      StoredEvent row =
          events.insert(id, event, session.projectFor(event), session.branchFor(event), now);
      result.add(row);
      if (row != null) {
        id++;
        book.note(session, event);
      }
    }
    return result;
  }

  private int update(String sql, String... values) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        update.setString(i + 1, values[i]);
      }
      return update.executeUpdate();
    }
  }

  private long checkpoint(String mode) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
      return row.next() ? row.getLong(2) - row.getLong(3) : 0;
    }
  }
}
