package dev.spikebench.server.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of one request's events while it is being written. Writer thread only.
final class StoredRequest {

  private final List<StoredEvent> rows;
  private int duplicates;

  StoredRequest(int expectedEvents) {
    rows = new ArrayList<>(expectedEvents);
  }

  /// Adds the next event's row, null for a duplicate.
  void add(@Nullable StoredEvent row) {
    if (row == null) {
      duplicates++;
    } else {
      rows.add(row);
    }
  }

  /// The new rows in the order of the request, which is that of their ids.
  List<StoredEvent> rows() {
    return rows;
  }

  boolean hasDuplicates() {
    return duplicates > 0;
  }

  /// The answer's content.
  WriteOutcome.Stored outcome() {
    long[] ids = new long[rows.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = rows.get(i).id();
    }
    return new WriteOutcome.Stored(ids, duplicates);
  }
}
