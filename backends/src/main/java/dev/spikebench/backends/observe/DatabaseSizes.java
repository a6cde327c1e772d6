package dev.spikebench.backends.observe;

import org.jspecify.annotations.Nullable;

/// The sizes of an SQLite database's files; a null is a file that is not there.
///
/// @param mainBytes the database itself
/// @param walBytes its write-ahead log, only there in WAL mode while it is open
/// @param shmBytes the log's index
public record DatabaseSizes(
    @Nullable Long mainBytes, @Nullable Long walBytes, @Nullable Long shmBytes) {

  /// All files together, or null where there is no database file.
  public @Nullable Long totalBytes() {
    return mainBytes == null ? null : (Long) (mainBytes + orZero(walBytes) + orZero(shmBytes));
  }

  private static long orZero(@Nullable Long bytes) {
    return bytes == null ? 0 : bytes;
  }
}
