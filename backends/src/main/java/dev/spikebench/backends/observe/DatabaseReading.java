package dev.spikebench.backends.observe;

import dev.spikebench.results.model.Measurement;
import org.jspecify.annotations.Nullable;

/// The sizes of the database's files at one moment, each with its value or the reason.
///
/// @param mainBytes the database itself
/// @param walBytes its write-ahead log
/// @param shmBytes the log's index
/// @param totalBytes all that are there
public record DatabaseReading(
    Measurement mainBytes, Measurement walBytes, Measurement shmBytes, Measurement totalBytes) {

  static DatabaseReading of(@Nullable DatabaseFiles files, @Nullable DatabaseSizes sizes) {
    if (files == null || sizes == null) {
      Measurement none =
          Measurement.unavailable("it is not known where the target keeps its database");
      return new DatabaseReading(none, none, none, none);
    }
    String missing = "there is no file " + files.main();
    return new DatabaseReading(
        measurement(sizes.mainBytes(), missing),
        measurement(sizes.walBytes(), missing + "-wal"),
        measurement(sizes.shmBytes(), missing + "-shm"),
        measurement(sizes.totalBytes(), missing));
  }

  private static Measurement measurement(@Nullable Long bytes, String missing) {
    return bytes == null ? Measurement.unavailable(missing) : Measurement.of(bytes);
  }
}
