package dev.spikebench.server.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps the stored totals behind the events by a few thousand at most. Writer thread only.
///
/// While this process alone writes, events are added up in memory and the sums stored in the
/// transaction of the group that makes them worth it: a handful of rows for thousands of events.
/// Where others have written, where a transaction failed, and after a start, what the totals lack
/// is read from the table, in slices between the groups. Who reads statistics adds what is still
/// lacking ([StatsReader]), so they are exact at every moment.
final class TotalsKeeper implements AutoCloseable {

  /// Worth storing: reading as many from the table takes a reader a few milliseconds.
  private static final int WORTHWHILE_EVENTS = 2_000;

  /// A slice takes about 10 ms, for which a group may have to wait.
  private static final int SLICE_EVENTS = 5_000;

  private final TotalsTrust trust;
  private final TotalsTable table;
  private final GroupTotals added = new GroupTotals();
  private TotalsRow stored = TotalsRow.NOTHING;
  private long highestId;

  /// Whether the stored totals and what was added in memory are those of all events.
  private boolean complete;

  TotalsKeeper(Connection connection, TotalsTrust trust) throws SQLException {
    this.trust = trust;
    this.table = new TotalsTable(connection);
  }

  /// Begins anew with what is stored, inside a transaction: at first, after a failure, and where
  /// others have written.
  ///
  /// @param highestEventId the highest id ever given
  void begin(long highestEventId) throws SQLException {
    added.clear();
    stored = table.row();
    highestId = highestEventId;
    complete = table.idAhead(stored.lastEventId(), 1) == null;
  }

  /// Adds the new events of a transaction that is about to be committed.
  void add(List<StoredRequest> results, long highestEventId) throws SQLException {
    highestId = highestEventId;
    if (!complete) {
      return;
    }
    for (StoredRequest result : results) {
      for (StoredEvent row : result.rows()) {
        added.add(row);
      }
    }
    if (added.events() >= WORTHWHILE_EVENTS) {
      for (CountedName kind : CountedName.values()) {
        table.addNames(kind, added.names(kind));
      }
      store(added.sums(highestId));
    }
  }

  /// Takes note that events were stored one by one, without a transaction to add them in.
  void storedApart(long highestEventId) {
    highestId = highestEventId;
    complete = false;
  }

  /// Whether a slice is due.
  boolean isBehind() {
    return trust.isWrong() || (!complete && stored.lastEventId() <= highestId - WORTHWHILE_EVENTS);
  }

  /// Adds a slice of what the totals lack, inside a transaction of its own.
  void catchUp() throws SQLException {
    if (trust.isWrong()) {
      table.reset();
      stored = TotalsRow.NOTHING;
      complete = false;
      trust.startedAnew();
    }
    long first = stored.lastEventId();
    @Nullable Long last = table.idAhead(first, SLICE_EVENTS);
    complete = last == null;
    store(table.addEvents(first, last == null ? highestId : last));
  }

  private void store(TotalsRow more) throws SQLException {
    stored = stored.plus(more);
    table.store(stored);
    added.clear();
  }

  @Override
  public void close() throws SQLException {
    table.close();
  }
}
