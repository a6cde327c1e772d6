package dev.spikebench.results.json;

import dev.spikebench.results.growth.GrowthResults;
import java.nio.file.Path;

/// Reads and writes the result files of growth. Thread-safe.
public final class GrowthFiles {
  private static final RecordReader<GrowthResults> READER =
      new RecordReader<>(
          GrowthResults.class, GrowthResults.SCHEMA_VERSION, "growth", "measure again");

  private GrowthFiles() {}

  /// The result as it stands in a file: the same bytes for the same value, on every system.
  public static String toJson(GrowthResults results) {
    return JsonText.write(results);
  }

  /// Writes the result, whole or not at all.
  ///
  /// @throws FileWriteException when it cannot be written
  public static void write(Path file, GrowthResults results) {
    WholeFiles.write(file, toJson(results));
  }

  /// Reads a result file.
  ///
  /// @throws ResultFileException naming the place, when the file cannot be read or is damaged
  /// @throws UnsupportedVersionException when its layout is another
  public static GrowthResults read(Path file) {
    return READER.parse(file.toString(), ResultFiles.readText(file));
  }
}
