package dev.spikebench.results.report;

import dev.spikebench.results.history.History;
import dev.spikebench.results.history.HistoryEntry;
import dev.spikebench.results.model.SourceState;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// What the results of a history are called in sentences, tables and charts.
final class HistoryNames {

  private static final int COMMIT_LENGTH = 7;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Map<String, HistoryEntry> byFile = new HashMap<>();

  HistoryNames(History history) {
    history.entries().forEach(it -> byFile.put(it.file(), it));
  }

  /// A result in a sentence or a table, by its file.
  String name(String file) {
    HistoryEntry entry = byFile.get(file);
    return entry == null ? file : time(entry) + " (" + commit(entry) + ")";
  }

  /// A result at an axis.
  static String place(HistoryEntry entry) {
    return DAY.format(entry.results().run().startedAt()) + " " + commit(entry);
  }

  /// The commit in short, with a plus where there were uncommitted changes.
  static String commit(HistoryEntry entry) {
    SourceState source = entry.results().environment().source();
    String commit = source.commit().value();
    return commit == null
        ? "no commit"
        : commit.substring(0, Math.min(COMMIT_LENGTH, commit.length()))
            + (Boolean.TRUE.equals(source.dirty()) ? "+" : "");
  }

  /// When a result began.
  static String time(HistoryEntry entry) {
    return MINUTE.format(entry.results().run().startedAt());
  }
}
