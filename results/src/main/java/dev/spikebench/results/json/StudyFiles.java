package dev.spikebench.results.json;

import dev.spikebench.results.model.StudyResults;
import java.nio.file.Path;

/// Reads and writes the files of studies. Thread-safe; two writers of one file leave one of the two
/// whole.
public final class StudyFiles {

  private StudyFiles() {}

  /// The study as it stands in a file: the same bytes for the same value, on every system.
  public static String toJson(StudyResults results) {
    return JsonText.write(results);
  }

  /// Writes the study. The file appears whole or not at all: an earlier file stays as it was until
  /// the new one is on disk.
  ///
  /// @throws FileWriteException when it cannot be written
  public static void write(Path file, StudyResults results) {
    WholeFiles.write(file, toJson(results));
  }

  /// Whether a readable file says that it is a study's; what is damaged does not.
  ///
  /// @throws ResultFileException when the file cannot be read at all
  public static boolean isStudy(Path file) {
    return StudyResults.KIND.equals(ResultFiles.kind(file));
  }

  /// Reads a study's file.
  ///
  /// @throws ResultFileException when the file cannot be read or is damaged
  /// @throws UnsupportedVersionException when its layout is of another major version
  public static StudyResults read(Path file) {
    return parse(file.toString(), ResultFiles.readText(file));
  }

  /// Reads a study from text; `place` names it in messages.
  ///
  /// @throws ResultFileException when the text is damaged
  /// @throws UnsupportedVersionException when its layout is of another major version
  public static StudyResults parse(String place, String json) {
    return ResultFiles.parse(
        place, json, StudyResults.class, StudyResults.SCHEMA_VERSION, StudySchema::validate);
  }
}
