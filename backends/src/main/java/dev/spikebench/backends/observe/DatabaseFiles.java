package dev.spikebench.backends.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where an SQLite database keeps its files: the name given, and `-wal` and `-shm` beside it.
///
/// @param main the database file, absolute
record DatabaseFiles(Path main) {
  DatabaseFiles {
    main = main.toAbsolutePath();
  }

  /// The sizes of this moment.
  DatabaseSizes sizes() {
    return new DatabaseSizes(size(main), size(beside("-wal")), size(beside("-shm")));
  }

  private Path beside(String suffix) {
    return main.resolveSibling(main.getFileName() + suffix);
  }

  private static @Nullable Long size(Path file) {
    try {
      // Asked first, since a file that is missing all along would cost an exception each time.
      return Files.exists(file) ? (Long) Files.size(file) : null;
    } catch (IOException e) {
      return null;
    }
  }
}
