package dev.spikebench.results.json;

import dev.spikebench.results.model.GateResults;
import java.nio.file.Path;

/// Reads and writes the files of gates. Thread-safe; two writers of one file leave one of the two
/// whole.
public final class GateFiles {

  private GateFiles() {}

  /// The session as it stands in a file: the same bytes for the same value, on every system.
  public static String toJson(GateResults results) {
    return JsonText.write(results);
  }

  /// Writes the session. The file appears whole or not at all: an earlier file stays as it was
  /// until the new one is on disk.
  ///
  /// @throws FileWriteException when it cannot be written
  public static void write(Path file, GateResults results) {
    WholeFiles.write(file, toJson(results));
  }

  /// Whether a readable file says that it is a gate's; what is damaged does not.
  ///
  /// @throws ResultFileException when the file cannot be read at all
  public static boolean isGate(Path file) {
    return GateResults.KIND.equals(ResultFiles.kind(file));
  }

  /// Reads a gate's file.
  ///
  /// @throws ResultFileException when the file cannot be read or is damaged
  /// @throws UnsupportedVersionException when its layout is of another major version
  public static GateResults read(Path file) {
    return parse(file.toString(), ResultFiles.readText(file));
  }

  /// Reads a session from text; `place` names it in messages.
  ///
  /// @throws ResultFileException when the text is damaged
  /// @throws UnsupportedVersionException when its layout is of another major version
  public static GateResults parse(String place, String json) {
    return ResultFiles.parse(
        place, json, GateResults.class, GateResults.SCHEMA_VERSION, GateSchema::validate);
  }
}
