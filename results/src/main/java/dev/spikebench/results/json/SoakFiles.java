package dev.spikebench.results.json;

import dev.spikebench.results.soak.SoakResults;
import java.nio.file.Path;

/// Reads and writes the result files of soaks. Thread-safe.
public final class SoakFiles {
  private static final RecordReader<SoakResults> READER =
      new RecordReader<>(SoakResults.class, SoakResults.SCHEMA_VERSION, "soaks", "make it again");

  private SoakFiles() {}

  /// The result as it stands in a file: the same bytes for the same value, on every system.
  public static String toJson(SoakResults results) {
    return JsonText.write(results);
  }

  /// Writes the result, whole or not at all.
  ///
  /// @throws FileWriteException when it cannot be written
  public static void write(Path file, SoakResults results) {
    WholeFiles.write(file, toJson(results));
  }

  /// Reads a result file.
  ///
  /// @throws ResultFileException naming the place, when the file cannot be read or is damaged
  public static SoakResults read(Path file) {
    return parse(file.toString(), ResultFiles.readText(file));
  }

  /// Reads a result from text; `place` names it in messages.
  ///
  /// @throws ResultFileException naming the place, when the text is damaged
  /// @throws UnsupportedVersionException when its layout is another
  public static SoakResults parse(String place, String json) {
    return READER.parse(place, json);
  }
}
