package dev.spikebench.backends.environment;

import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.Storage;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a folder for databases lies on.
final class StorageProbe {
  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");

  /// Layers whose upper folder is usually not visible from inside a container.
  private static final Set<String> LAYERED = Set.of("overlay", "aufs", "fuse-overlayfs");

  private StorageProbe() {}

  /// @param folder where the databases will lie; where it is missing, the nearest folder above it
  static Storage probe(Path folder) {
    Path existing = existing(folder.toAbsolutePath().normalize());
    try {
      FileStore store = Files.getFileStore(existing);
      return new Storage(
          Fact.of(store.type()),
          memoryBacked(store.type(), store.name()),
          SyncLatency.measure(existing).medianNs());
    } catch (IOException e) {
      String reason = "the file system of " + existing + " can't be read: " + e;
      return new Storage(Fact.unavailable(reason), null, Measurement.unavailable(reason));
    }
  }

  /// Whether files of such a file system lie in memory; null where that can't be told.
  ///
  /// @param type such as `ext4`
  /// @param device such as `/dev/vda1`
  static @Nullable Boolean memoryBacked(String type, String device) {
    if (LAYERED.contains(type)) {
      return null;
    }
    return IN_MEMORY.contains(type)
        || device.startsWith("/dev/ram")
        || device.startsWith("/dev/zram");
  }

  private static Path existing(Path folder) {
    Path candidate = folder;
    while (!Files.isDirectory(candidate)) {
      Path parent = candidate.getParent();
      if (parent == null) {
        return candidate;
      }
      candidate = parent;
    }
    return candidate;
  }
}
