package dev.spikebench.server.store;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The columns of `events` that a row brings a value for, apart from its `id` and the version of
/// its shape: numbers from 0 to [#COUNT] - 1, in table order. A set of columns is a mask, bit *n*
/// for column *n*.
final class EventColumns {

  static final int COUNT = 20;

  /// Every column.
  static final int ALL = (1 << COUNT) - 1;

  private EventColumns() {}

  /// The value of a column: a [String], [Long], [Integer] or [Double], or null.
  static @Nullable Object value(StoredEvent row, int column) {
    return switch (column) {
      case 0 -> row.eventId();
      case 1 -> row.sessionId();
      case 2 -> row.agentType();
      case 3 -> row.eventType();
      case 4 -> row.toolName();
      case 5 -> row.status();
      case 6 -> row.tokensIn();
      case 7 -> row.tokensOut();
      case 8 -> row.branch();
      case 9 -> row.project();
      case 10 -> row.durationMs();
      case 11 -> row.createdAt();
      case 12 -> row.clientTimestamp();
      case 13 -> row.metadata();
      case 14 -> row.payloadTruncated() ? 1 : 0;
      case 15 -> row.model();
      case 16 -> row.costUsd();
      case 17 -> row.cacheReadTokens();
      case 18 -> row.cacheWriteTokens();
      case 19 -> row.source();
      default -> throw new IllegalArgumentException("no column has the number " + column);
    };
  }

  /// The columns in which all rows have the same value.
  ///
  /// @param rows at least one
  static int sameInAll(List<StoredEvent> rows) {
    int same = 0;
    for (int column = 0; column < COUNT; column++) {
      if (isSameInAll(rows, column)) {
        same |= 1 << column;
      }
    }
    return same;
  }

  // Each row is compared with its neighbour: those of one request mostly hold the very same object,
  // so that few texts have to be compared letter by letter.
  private static boolean isSameInAll(List<StoredEvent> rows, int column) {
    Object before = value(rows.getFirst(), column);
    for (int i = 1; i < rows.size(); i++) {
      Object value = value(rows.get(i), column);
      if (!Objects.equals(before, value)) {
        return false;
      }
      before = value;
    }
    return true;
  }
}
