package dev.spikebench.backends.observe;

import dev.spikebench.backends.process.ProcFs;
import dev.spikebench.results.model.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The block device under a file, for what Linux counts of a device alone: flushes, the requests to
/// make what was written durable. They are those of all programs together, and the kernel merges
/// the syncs of several, so the count says how the device was used, not how often a target synced.
/// Immutable.
final class StorageDevice {
  private static final Path DEVICES = Path.of("/sys/dev/block");

  /// Completed flush requests, see the kernel's `Documentation/block/stat.rst`; since Linux 5.5.
  private static final int FLUSHES = 15;

  private final @Nullable Path folder;
  private final String whyNone;

  private StorageDevice(@Nullable Path folder, String whyNone) {
    this.folder = folder;
    this.whyNone = whyNone;
  }

  /// The device that the folder of a file lies on.
  ///
  /// @param file the file, whether it is there yet or not; null where it is not known
  static StorageDevice under(@Nullable Path file) {
    if (file == null) {
      return none("it is not known where the target keeps its database");
    }
    if (!Files.isDirectory(DEVICES)) {
      return none("flushes of a device are told by Linux alone");
    }
    Path parent = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
    try {
      long number = ((Number) Files.getAttribute(parent, "unix:dev")).longValue();
      Path device = DEVICES.resolve(major(number) + ":" + minor(number));
      return Files.exists(device)
          ? wholeDisk(device)
          : none("the file system under " + parent + " lies on no block device of its own");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return none("the device under " + parent + " can't be found: " + e);
    }
  }

  /// Flushes that the device has completed since the system's boot.
  Measurement flushes() {
    if (folder == null) {
      return Measurement.unavailable(whyNone);
    }
    String cache = ProcFs.read(folder.resolve("queue/write_cache"));
    if (cache != null && cache.strip().equals("write through")) {
      return Measurement.unavailable(
          "the device keeps no volatile write cache, so the kernel sends it no flushes");
    }
    String stat = ProcFs.read(folder.resolve("stat"));
    String[] fields = stat == null ? new String[0] : stat.strip().split("\\s+", -1);
    Long flushes = fields.length > FLUSHES ? ProcFs.parse(fields[FLUSHES]) : null;
    return flushes == null
        ? Measurement.unavailable("this kernel does not count the flushes of a device")
        : Measurement.of(flushes);
  }

  /// Flushes are counted of the whole disk, not of its partitions.
  private static StorageDevice wholeDisk(Path device) throws IOException {
    Path real = device.toRealPath();
    boolean partition = Files.exists(real.resolve("partition"));
    return new StorageDevice(partition ? real.getParent() : real, "");
  }

  private static StorageDevice none(String why) {
    return new StorageDevice(null, why);
  }

  /// The parts of a device number as glibc's `gnu_dev_major` and `gnu_dev_minor` take them apart.
  private static long major(long number) {
    return (number >>> 8 & 0xfff) | (number >>> 32 & ~0xfffL);
  }

  private static long minor(long number) {
    return (number & 0xff) | (number >>> 12 & ~0xffL);
  }
}
