package dev.spikebench.backends.environment;

import dev.spikebench.backends.process.ProcFs;
import dev.spikebench.results.model.Fact;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Limits that a Linux control group puts on this process, version 1 and 2, see
/// `Documentation/admin-guide/cgroup-v2.rst` of the kernel. The tightest one on the way up to the
/// root counts. Immutable.
final class Cgroup {
  /// Version 1 writes a number near 2^63 for "no limit".
  private static final long NO_LIMIT_FROM = 1L << 60;

  private final Path mount;
  private final String membership;

  private Cgroup(Path mount, String membership) {
    this.mount = mount;
    this.membership = membership;
  }

  static Cgroup ofThisProcess() {
    String membership = ProcFs.read(Path.of("/proc/self/cgroup"));
    return new Cgroup(Path.of("/sys/fs/cgroup"), membership == null ? "" : membership);
  }

  /// For tests: another mount point and content of `/proc/self/cgroup`.
  static Cgroup at(Path mount, String membership) {
    return new Cgroup(mount, membership);
  }

  /// How many CPUs' worth of time it may use, such as `1.50 CPUs`, or `none`.
  Fact cpuLimit() {
    if (membership.isEmpty()) {
      return Fact.unavailable("this system has no control groups");
    }
    OptionalDouble limit = cpus();
    return Fact.of(
        limit.isPresent() ? String.format(Locale.ROOT, "%.2f CPUs", limit.getAsDouble()) : "none");
  }

  /// The memory it may use in bytes; empty where there is no limit.
  OptionalLong memoryLimitBytes() {
    OptionalLong tightest = OptionalLong.empty();
    for (Optional<Path> folder = folder("memory"); folder.isPresent(); folder = above(folder)) {
      for (String name : new String[] {"memory.max", "memory.limit_in_bytes"}) {
        Long limit = number(folder.get().resolve(name));
        if (limit != null && limit < NO_LIMIT_FROM) {
          tightest = OptionalLong.of(Math.min(limit, tightest.orElse(Long.MAX_VALUE)));
        }
      }
    }
    return tightest;
  }

  private OptionalDouble cpus() {
    OptionalDouble tightest = OptionalDouble.empty();
    for (Optional<Path> folder = folder("cpu"); folder.isPresent(); folder = above(folder)) {
      OptionalDouble limit = cpus(folder.get());
      if (limit.isPresent()) {
        tightest =
            OptionalDouble.of(Math.min(limit.getAsDouble(), tightest.orElse(Double.MAX_VALUE)));
      }
    }
    return tightest;
  }

  private static OptionalDouble cpus(Path folder) {
    String both = ProcFs.read(folder.resolve("cpu.max"));
    Long quota;
    Long period;
    if (both != null) {
      String[] words = both.strip().split(" ", -1);
      quota = ProcFs.parse(words[0]);
      period = words.length > 1 ? ProcFs.parse(words[1]) : null;
    } else {
      quota = number(folder.resolve("cpu.cfs_quota_us"));
      period = number(folder.resolve("cpu.cfs_period_us"));
    }
    // No number ("max"), or -1, is no limit.
    return quota == null || period == null || quota <= 0 || period <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) quota / period);
  }

  /// The folder of this process' group: the controller's own in version 1, else the only one.
  private Optional<Path> folder(String controller) {
    Optional<Path> found = Optional.empty();
    for (String line : membership.lines().toList()) {
      String[] fields = line.split(":", 3);
      if (fields.length == 3 && List.of(fields[1].split(",", -1)).contains(controller)) {
        return Optional.of(mount.resolve(controller).resolve(relative(fields[2])).normalize());
      }
      if (fields.length == 3 && fields[1].isEmpty()) {
        found = Optional.of(mount.resolve(relative(fields[2])).normalize());
      }
    }
    return found;
  }

  private Optional<Path> above(Optional<Path> folder) {
    return folder.map(Path::getParent).filter(parent -> parent.startsWith(mount));
  }

  private static String relative(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }

  private static @Nullable Long number(Path file) {
    String text = ProcFs.read(file);
    return text == null ? null : ProcFs.parse(text);
  }
}
