package dev.spikebench.server.store;

import dev.spikebench.server.event.IngestEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Stores the events of one transaction, each seeing those before it, many rows a statement. Writer
/// thread only.
///
/// A statement of many rows cannot say which of them were duplicates. So they are all taken for
/// new; where SQLite has then stored fewer, the statement's rows are removed again and their events
/// stored one by one. Whoever has just sent duplicates often goes on to do so, therefore the events
/// that follow are stored one by one too, until there have been enough new ones in a row.
final class GroupInsert implements AutoCloseable {

  private final EventInsert events;
  private final SessionBook book;
  private final List<IngestEvent> planned = new ArrayList<>(EventInsert.MOST_ROWS);
  private final List<StoredEvent> rows = new ArrayList<>(EventInsert.MOST_ROWS);
  private final List<StoredRequest> owners = new ArrayList<>(EventInsert.MOST_ROWS);
  private String now = "";
  private long lastId;
  private boolean duplicates;
  private int oneByOne;

  GroupInsert(Connection connection, SessionBook book) throws SQLException {
    this.events = new EventInsert(connection);
    this.book = book;
  }

  /// The single-row statements.
  EventInsert events() {
    return events;
  }

  /// Begins a transaction's events.
  ///
  /// @param lastId the highest id ever given
  /// @param now the server time of all of them
  void start(long lastId, String now) {
    this.lastId = lastId;
    this.now = now;
    duplicates = false;
    clear();
  }

  /// Stores an event, at the latest with [#finish].
  ///
  /// @param owner is then told of its row, or that it is a duplicate
  void add(IngestEvent event, StoredRequest owner) throws SQLException {
    if (oneByOne > 0) {
      insert(event, owner);
      return;
    }
    Session session = book.session(event);
    lastId++;
    rows.add(
        StoredEvent.of(lastId, event, session.projectFor(event), session.branchFor(event), now));
    planned.add(event);
    owners.add(owner);
    book.note(session, event);
    if (rows.size() == EventInsert.MOST_ROWS) {
      insertPlanned();
    }
  }

  /// Stores what has not been stored yet.
  ///
  /// @return the highest id ever given from now on
  long finish() throws SQLException {
    insertPlanned();
    if (duplicates) {
      events.returnUnusedId(lastId);
    }
    return lastId;
  }

  private void insertPlanned() throws SQLException {
    int done = 0;
    while (done < rows.size()) {
      int count = EventInsert.rowsAtOnce(rows.size() - done);
      if (events.insert(rows.subList(done, done + count)) < count) {
        events.removeFrom(rows.get(done).id());
        insertOneByOne(done);
        break;
      }
      for (int i = done; i < done + count; i++) {
        owners.get(i).add(rows.get(i));
      }
      done += count;
    }
    clear();
  }

  private void insertOneByOne(int first) throws SQLException {
    book.takeBack(rows.size() - first);
    lastId = rows.get(first).id() - 1;
    for (int i = first; i < planned.size(); i++) {
      insert(planned.get(i), owners.get(i));
    }
  }

  private void insert(IngestEvent event, StoredRequest owner) throws SQLException {
    Session session = book.session(event);
    StoredEvent row =
        StoredEvent.of(lastId + 1, event, session.projectFor(event), session.branchFor(event), now);
    if (events.insert(List.of(row)) == 0) {
      owner.add(null);
      duplicates = true;
      oneByOne = EventInsert.MOST_ROWS;
      return;
    }
    owner.add(row);
    lastId++;
    book.note(session, event);
    book.keepNotes();
    oneByOne = Math.max(0, oneByOne - 1);
  }

  private void clear() {
    planned.clear();
    rows.clear();
    owners.clear();
    book.keepNotes();
  }

  @Override
  public void close() throws SQLException {
    events.close();
  }
}
