package dev.spikebench.results.json;

import dev.spikebench.results.selftest.SelftestResults;
import java.nio.file.Path;

/// Reads and writes the result files of a gate's self-tests. Thread-safe.
public final class SelftestFiles {
  private static final RecordReader<SelftestResults> READER =
      new RecordReader<>(
          SelftestResults.class,
          SelftestResults.SCHEMA_VERSION,
          "self-tests",
          "the same command makes it again from its sessions");

  private SelftestFiles() {}

  /// The result as it stands in a file: the same bytes for the same value, on every system.
  public static String toJson(SelftestResults results) {
    return JsonText.write(results);
  }

  /// Writes the result, whole or not at all.
  ///
  /// @throws FileWriteException when it cannot be written
  public static void write(Path file, SelftestResults results) {
    WholeFiles.write(file, toJson(results));
  }

  /// Reads a result file.
  ///
  /// @throws ResultFileException naming the place, when the file cannot be read or is damaged
  /// @throws UnsupportedVersionException when its layout is another
  public static SelftestResults read(Path file) {
    return READER.parse(file.toString(), ResultFiles.readText(file));
  }
}
