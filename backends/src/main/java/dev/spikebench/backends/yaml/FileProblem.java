package dev.spikebench.backends.yaml;

import java.nio.file.Path;

/// One thing that is wrong with a file.
///
/// @param severity whether the file can be used all the same
/// @param file the file
/// @param line line in the file, from 1; 0 where the problem is of the file as a whole
/// @param place path of keys to it, such as `start.command[2]`; empty for the whole document
/// @param message what is wrong and what to do
public record FileProblem(Severity severity, Path file, int line, String place, String message) {

  /// Whether a file with the problem can be used.
  public enum Severity {
    /// It cannot be used.
    ERROR,
    /// It can be read, but something will probably go wrong later.
    WARNING
  }

  /// The problem in one line, `file:line: place: message`, as compilers print it.
  @Override
  public String toString() {
    String where = line > 0 ? file + ":" + line : file.toString();
    return where + ": " + (place.isEmpty() ? "" : place + ": ") + message;
  }
}
