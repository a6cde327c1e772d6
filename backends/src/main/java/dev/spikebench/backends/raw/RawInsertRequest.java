package dev.spikebench.backends.raw;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a measuring program is asked to do.
record RawInsertRequest(
    long events, int groupSize, String synchronous, IdShape idShape, Rows rows) {
  private static final long MOST = 999_999_999;
  private static final String MANY_ROWS = "many-rows";
  private static final List<String> LEVELS = List.of("OFF", "NORMAL", "FULL");

  /// Checks what all programs understand.
  ///
  /// @throws IllegalArgumentException naming the component and its value
  RawInsertRequest {
    if (events < 1 || events > MOST) {
      throw new IllegalArgumentException("events must be from 1 to " + MOST + ", was " + events);
    }
    if (groupSize < 1 || groupSize > MOST) {
      throw new IllegalArgumentException(
          "groupSize must be from 1 to " + MOST + ", was " + groupSize);
    }
    if (!LEVELS.contains(synchronous)) {
      throw new IllegalArgumentException(
          "synchronous must be one of " + LEVELS + ", was " + synchronous);
    }
  }

  /// The program's whole command line.
  List<String> commandLine(List<String> command, Path database) {
    List<String> words = new ArrayList<>(command);
    words.add(database.toString());
    words.add(Long.toString(events));
    words.add(Integer.toString(groupSize));
    words.add(synchronous);
    words.add(idShape.text());
    if (rows == Rows.MANY) {
      words.add(MANY_ROWS);
    }
    return words;
  }
}
