package dev.spikebench.cli.ceiling;

import dev.spikebench.backends.raw.IdShape;
import dev.spikebench.backends.raw.Rows;
import java.util.ArrayList;
import java.util.List;

/// One way of inserting events.
///
/// @param synchronous SQLite's `synchronous` level
/// @param ids what the ids are like
/// @param groupSize events a transaction
/// @param rows rows a statement
/// @param events how many are inserted: as many as take about a second
record CeilingCase(String synchronous, IdShape ids, int groupSize, Rows rows, long events) {
  /// The level that backends run at unless they are told otherwise.
  static final String DEFAULT_LEVEL = "NORMAL";

  private static final List<String> LEVELS = List.of(DEFAULT_LEVEL, "FULL");
  private static final List<Integer> GROUPS = List.of(1, 50, 500, 2_000);
  private static final List<Integer> FEW_GROUPS = List.of(1, 500);
  private static final int TRANSACTIONS = 400;
  private static final long SINGLE_EVENTS = 4_000;
  private static final long MOST_EVENTS = 60_000;

  /// All of them, in the order of the table.
  ///
  /// @param quick leaves out two of four group sizes and measures a third of the events
  static List<CeilingCase> all(boolean quick) {
    List<CeilingCase> cases = new ArrayList<>();
    for (String level : LEVELS) {
      for (IdShape ids : IdShape.values()) {
        for (int group : quick ? FEW_GROUPS : GROUPS) {
          long events = events(group) / (quick ? 3 : 1);
          cases.add(new CeilingCase(level, ids, group, Rows.ONE, events));
          if (group > 1) { // a statement has no more rows than its transaction has events
            cases.add(new CeilingCase(level, ids, group, Rows.MANY, events));
          }
        }
      }
    }
    return cases;
  }

  /// A commit an event takes ten times as long as a share of a large one, and waits for the disk.
  private static long events(int group) {
    return group == 1 ? SINGLE_EVENTS : Math.min(MOST_EVENTS, (long) group * TRANSACTIONS);
  }

  /// For a line of progress.
  String text() {
    return "%s, %s, groups of %d, %s".formatted(synchronous, idsText(), groupSize, rowsText());
  }

  /// The ids in words.
  String idsText() {
    return ids == IdShape.SPEC ? "sequential ids" : "random ids";
  }

  /// The statements in words.
  String rowsText() {
    return rows == Rows.ONE ? "a row a statement" : "many rows a statement";
  }
}
