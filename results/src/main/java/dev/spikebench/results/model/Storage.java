package dev.spikebench.results.model;

import org.jspecify.annotations.Nullable;

/// What the backends' databases lay on.
///
/// @param fileSystem type of the file system, for instance `ext4`
/// @param memoryBacked whether it keeps files in memory, where a sync costs nothing; null where
///   that cannot be told
/// @param syncLatencyNs median time of a small write with fsync, in ns
public record Storage(Fact fileSystem, @Nullable Boolean memoryBacked, Measurement syncLatencyNs) {

  /// @throws IllegalArgumentException when a part is missing
  public Storage {
    Checks.present("storage.fileSystem", fileSystem);
    Checks.present("storage.syncLatencyNs", syncLatencyNs);
  }
}
