package dev.spikebench.server.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Inserts a fixed number of rows by a statement that fits what came lately. Writer thread only.
///
/// What waits together mostly comes from a few senders and agrees in half of its columns and more:
/// kind of agent, project, what is never told. Which ones is learned from the rows: of so many
/// statements the columns that never differed within one are handed over once a statement from then
/// on. Rows that differ in one of them go by the plain statement, which shares nothing.
final class AdaptingInsert implements AutoCloseable {

  /// How many statements are looked at before another is prepared, at most. Preparing one of 64
  /// rows costs as much as executing a few.
  private static final int LONGEST_LOOK = 64;

  private final Connection connection;
  private final int rows;
  private @Nullable InsertStatement plain;
  private @Nullable InsertStatement fitting;
  private int look = 1;
  private int seen;
  private int fitted;
  private int agreed = EventColumns.ALL;

  /// @param rows how many rows a statement inserts
  AdaptingInsert(Connection connection, int rows) {
    this.connection = connection;
    this.rows = rows;
  }

  /// Inserts rows, except those whose `event_id` is stored already.
  ///
  /// @param events as many rows as this inserts, their ids counting up by one
  /// @return how many were inserted
  int insert(List<StoredEvent> events) throws SQLException {
    if (rows == 1) {
      return plain().execute(events); // a single row shares nothing
    }
    int same = EventColumns.sameInAll(events);
    learn(same);
    InsertStatement candidate = fitting;
    if (candidate != null && (candidate.shared() & ~same) == 0) {
      fitted++;
      return candidate.execute(events);
    }
    return plain().execute(events);
  }

  /// The statement that shares nothing.
  InsertStatement plain() throws SQLException {
    InsertStatement known = plain;
    if (known == null) {
      known = new InsertStatement(connection, rows, 0);
      plain = known;
    }
    return known;
  }

  /// Mask of the columns that are handed over once a statement at present.
  int sharedColumns() {
    return fitting == null ? 0 : fitting.shared();
  }

  private void learn(int same) throws SQLException {
    agreed &= same;
    seen++;
    if (seen < look) {
      return;
    }
    int shared = sharedColumns();
    boolean sharesMore = Integer.bitCount(agreed) > Integer.bitCount(shared);
    boolean seldomFits = fitted < seen / 2;
    if (sharesMore || (seldomFits && agreed != shared)) {
      replaceFitting(agreed);
    }
    look = Math.min(2 * look, LONGEST_LOOK);
    seen = 0;
    fitted = 0;
    agreed = EventColumns.ALL;
  }

  private void replaceFitting(int shared) throws SQLException {
    if (fitting != null) {
      fitting.close();
      fitting = null;
    }
    if (shared != 0) {
      fitting = new InsertStatement(connection, rows, shared);
    }
  }

  @Override
  public void close() throws SQLException {
    if (plain != null) {
      plain.close();
    }
    if (fitting != null) {
      fitting.close();
    }
  }
}
