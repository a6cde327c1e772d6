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

/// The one connection that writes, with its prepared statements. After it is opened, writer thread
/// only.
final class WriterConnection {

  private final InstantSource clock;
  private final Connection connection;
  private final Statement statement;
  private final PreparedStatement begin;
  private final PreparedStatement commit;
  private final PreparedStatement dataVersionQuery;
  private final SessionBook book;
  private final GroupInsert group;
  private final TotalsTrust trust;
  private final TotalsKeeper totals;
  private final boolean foreignKeys;

  /// SQLite's count of changes by others, as it was last seen.
  private long dataVersion;

  /// Whether what is kept in mind of the tables must be read anew by the next transaction.
  private boolean stale = true;

  /// Whether others have written since the totals were last compared with the highest id.
  private boolean othersWrote;

  private long lastId;

  private WriterConnection(Connection connection, InstantSource clock, TotalsTrust trust)
      throws SQLException {
    this.trust = trust;
    this.clock = clock;
    this.connection = connection;
    statement = connection.createStatement();
    begin = connection.prepareStatement("BEGIN IMMEDIATE");
    commit = connection.prepareStatement("COMMIT");
    dataVersionQuery = connection.prepareStatement("PRAGMA data_version");
    book = new SessionBook(connection);
    group = new GroupInsert(connection, book);
    totals = new TotalsKeeper(connection, trust);
    foreignKeys = Schema.hasForeignKeys(connection);
    dataVersion = readDataVersion();
  }

  /// Opens the database, creating the file and its tables where missing.
  static WriterConnection open(
      DatabaseFile file, StoreSettings settings, LockWait lockWait, TotalsTrust trust)
      throws SQLException {
    Connection connection = Sqlite.openWriter(file, settings.synchronous(), lockWait);
    try {
      Schema.create(connection);
      trust.othersWrote(); // the file may be another one
      WriterConnection opened = new WriterConnection(connection, settings.clock(), trust);
      opened.begin();
      opened.commit.execute();
      return opened;
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
    String now = StoredTime.floor(clock.instant());
    List<StoredRequest> results = new ArrayList<>(requests.size());
    group.start(lastId, now);
    for (WriteRequest request : requests) {
      StoredRequest result = new StoredRequest(request.events().size());
      for (IngestEvent event : request.events()) {
        group.add(event, result);
      }
      results.add(result);
    }
    lastId = group.finish();
    book.flush(now);
    totals.add(results, lastId);
    commit.execute();
    return results;
  }

  /// Stores one request with a commit for every statement. Session and agent come first, so that no
  /// fault can leave an event whose repetition, then a duplicate, would never create its session.
  ///
  /// @param result gets every event that is stored, also when an exception ends this
  void writeSeparately(WriteRequest request, StoredRequest result) throws SQLException {
    EventInsert events = group.events();
    for (IngestEvent event : request.events()) {
      if (event.eventId() != null && events.isStored(event.eventId())) {
        result.add(null);
        continue;
      }
      forget();
      String now = StoredTime.floor(clock.instant());
      Session session = book.session(event);
      StoredEvent row =
          StoredEvent.of(0, event, session.projectFor(event), session.branchFor(event), now);
      book.note(session, event);
      book.flush(now);
      long id = events.insertUnnumbered(row);
      result.add(id == 0 ? null : row.withId(id));
      totals.storedApart(Math.max(id, lastId));
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
    book.forget();
    return new SweepResult(idled, ended);
  }

  /// How often others have written: a look at SQLite's count, outside of a transaction.
  long foreignWrites() throws SQLException {
    noticeOthers();
    return trust.foreignWrites();
  }

  /// Whether [#catchUpTotals] has something to do.
  boolean totalsAreBehind() {
    return othersWrote || totals.isBehind();
  }

  /// Adds a slice of what the running totals lack.
  void catchUpTotals() throws SQLException {
    begin();
    if (totals.isBehind()) {
      totals.catchUp();
    }
    commit.execute();
  }

  /// Ends a transaction that failed.
  void rollback(Throwable handled) {
    Sqlite.rollback(statement, handled);
    forget();
  }

  /// Runs a statement that is seldom needed.
  void execute(String sql) throws SQLException {
    statement.execute(sql);
  }

  /// How far the write-ahead log has been copied into the database. Touches no file.
  LogFrames logFrames() throws SQLException {
    return LogFrames.after(statement, LogFrames.LOOK);
  }

  /// Copies the log into the database as far as readers allow, waiting for nobody.
  ///
  /// @return frames that had to stay behind
  long checkpointPassive() throws SQLException {
    return LogFrames.after(statement, LogFrames.COPY).pending();
  }

  /// Copies the log into the database and empties it, waiting for readers as long as [LockWait]
  /// allows.
  void checkpointAndTruncate() throws SQLException {
    statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  /// The same connection with statements prepared anew: the driver closes a statement that failed.
  WriterConnection renewed() throws SQLException {
    statement.close();
    begin.close();
    commit.close();
    dataVersionQuery.close();
    group.close();
    totals.close();
    book.close();
    return new WriterConnection(connection, clock, trust);
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
    noticeOthers(); // once the lock is held, nobody can write any more
    if (stale) {
      book.forget();
      lastId = group.events().highestId();
      totals.begin(lastId);
      stale = false;
      othersWrote = false;
    }
  }

  private void noticeOthers() throws SQLException {
    long version = readDataVersion();
    if (version != dataVersion) {
      dataVersion = version;
      stale = true;
      othersWrote = true;
      trust.othersWrote();
    }
  }

  private long readDataVersion() throws SQLException {
    try (ResultSet row = dataVersionQuery.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private void forget() {
    book.forget();
    stale = true;
  }

  private int update(String sql, String... values) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        update.setString(i + 1, values[i]);
      }
      return update.executeUpdate();
    }
  }
}
