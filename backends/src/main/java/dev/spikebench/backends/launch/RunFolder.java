package dev.spikebench.backends.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The folder of one run: its record, the backend's output, and the database. Immutable.
///
/// @param directory the folder
/// @param databaseFile where the backend keeps its events
record RunFolder(Path directory, Path databaseFile) {
  private static final String DATABASE_FOLDER = "database";
  private static final String OUTPUT_NAME = "output.log";

  /// Makes a new folder below the work directory.
  ///
  /// @param otherDatabase where the database is instead of in this folder, or the empty text
  static RunFolder create(Path workDirectory, String backendId, String otherDatabase)
      throws IOException {
    Files.createDirectories(workDirectory);
    Path directory =
        Files.createTempDirectory(workDirectory.toAbsolutePath(), backendId + "-").normalize();
    if (!otherDatabase.isEmpty()) {
      return new RunFolder(directory, Path.of(otherDatabase).toAbsolutePath());
    }
    Path databases = Files.createDirectory(databases(directory));
    return new RunFolder(directory, databases.resolve("ingest.db"));
  }

  /// The part of a run's folder that holds its database and is deleted with it.
  static Path databases(Path directory) {
    return directory.resolve(DATABASE_FOLDER);
  }

  Path outputFile() {
    return directory.resolve(OUTPUT_NAME);
  }

  /// Deletes database and record; a database that lies elsewhere stays.
  ///
  /// @throws LaunchException if that is not possible
  void clear() {
    try {
      FileTree.delete(databases(directory));
      Files.deleteIfExists(RunRecord.file(directory));
    } catch (IOException e) {
      throw new LaunchException(
          LaunchException.Kind.WORK_DIRECTORY,
          "can't clear up " + directory + ": " + e + "; delete it by hand",
          null,
          List.of(),
          e);
    }
  }
}
