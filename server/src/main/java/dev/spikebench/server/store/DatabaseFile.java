package dev.spikebench.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// The database in the file system, as seen without SQLite. Any thread.
final class DatabaseFile {

  private final Path path;
  private final Path log;

  DatabaseFile(Path path) {
    this.path = path.toAbsolutePath();
    this.log = Path.of(this.path + "-wal");
  }

  /// The file's absolute path.
  Path path() {
    return path;
  }

  /// Creates the parent folders.
  void createFolders() throws IOException {
    Path parent = path.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
  }

  /// Bytes of the database and its write-ahead log, 0 where they cannot be read.
  long sizeBytes() {
    long sizeBytes = path.toFile().length(); // 0 where missing or unreadable, without an exception
    return sizeBytes == 0 ? 0 : sizeBytes + log.toFile().length();
  }

  /// What stays the same as long as the path leads to the same file: device and inode. Null where
  /// there is no file or the system has no such key (Windows, where an open file cannot be
  /// removed).
  @Nullable Object identity() {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return null;
    }
  }
}
