package dev.spikebench.backends.launch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The last lines of a stream of text, bounded in number and length. Thread-safe: guarded by
/// itself.
final class OutputTail {
  private static final int MAX_LINES = 40;
  private static final int MAX_LINE_BYTES = 2000;

  private final Deque<String> lines = new ArrayDeque<>();

  /// Cuts the bytes of one stream into lines. Used by the one thread that reads the stream.
  final class LineCutter {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /// Takes one byte; returns true when it ended a line.
    boolean take(byte value) {
      if (value == '\n') {
        return true;
      }
      if (line.size() < MAX_LINE_BYTES) {
        line.write(value);
      }
      return false;
    }

    /// The line so far, which begins anew after it.
    String cut() {
      String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
      line.reset();
      add(text);
      return text;
    }

    /// Adds what came after the last line end.
    void finish() {
      if (line.size() > 0) {
        cut();
      }
    }
  }

  synchronized void add(String line) {
    if (lines.size() == MAX_LINES) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
