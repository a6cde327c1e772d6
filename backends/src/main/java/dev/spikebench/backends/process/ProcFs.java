package dev.spikebench.backends.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Reads Linux' `/proc`, see `man 5 proc`. A file that is gone or forbidden reads as null:
/// processes end at any moment, and what that means is for the caller to say. Thread-safe: no
/// state.
public final class ProcFs {
  private static final Path ROOT = Path.of("/proc");
  private static final boolean AVAILABLE = Files.isReadable(ROOT.resolve("self/stat"));

  private ProcFs() {}

  /// Whether this system has Linux' `/proc`.
  public static boolean available() {
    return AVAILABLE;
  }

  /// A file below the folder of a process.
  public static Path file(long pid, String name) {
    return ROOT.resolve(Long.toString(pid)).resolve(name);
  }

  /// The whole text of a small file, or null where it can't be read.
  public static @Nullable String read(Path file) {
    try {
      // Not readString: it fails on bytes that are no UTF-8, which a process name may hold.
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException | SecurityException e) {
      return null;
    }
  }

  /// What `/proc/PID/stat` says, or null if there is no such process.
  public static @Nullable ProcStat stat(long pid) {
    String text = read(file(pid, "stat"));
    return text == null ? null : ProcStat.parse(text);
  }

  /// The number after `name:` in a file such as `/proc/PID/status`, or null.
  ///
  /// @param text text of the file
  /// @param name name at the start of a line, without the colon
  public static @Nullable Long number(String text, String name) {
    // Searched by hand: this is read many times a second beside a measurement, where splitting a
    // file of sixty lines into words would be most of the cost.
    String key = name + ":";
    int at = text.startsWith(key) ? 0 : text.indexOf("\n" + key) + 1;
    if (at == 0 && !text.startsWith(key)) {
      return null;
    }
    int start = at + key.length();
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return parse(text.substring(start, end));
  }

  /// A decimal number, or null where the text is none.
  public static @Nullable Long parse(String text) {
    try {
      return Long.valueOf(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
