package dev.spikebench.cli.calibrate;

import dev.spikebench.backends.BackendsException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A control group whose processes may use a share of one processor; version 1 or 2, whichever the
/// system has. Closing it removes it, once its processes have ended. One thread.
final class QuotaGroup implements AutoCloseable {
  private static final long PERIOD_US = 100_000;
  private static final String NAME = "spikebench-";

  private final Path folder;
  private final String members;

  private QuotaGroup(Path folder, String members) {
    this.folder = folder;
    this.members = members;
  }

  /// Makes one; empty where the system has none or does not let this user.
  ///
  /// @param processors processor time over time that may be used, above 0
  static Optional<QuotaGroup> create(double processors) {
    long quotaUs = Math.round(processors * PERIOD_US);
    Path root = Path.of("/sys/fs/cgroup");
    return Files.exists(root.resolve("cgroup.controllers"))
        ? createIn(root, "cgroup.procs", List.of(new Setting("cpu.max", quotaUs + " " + PERIOD_US)))
        : createIn(
            root.resolve("cpu"),
            "tasks",
            List.of(
                new Setting("cpu.cfs_period_us", Long.toString(PERIOD_US)),
                new Setting("cpu.cfs_quota_us", Long.toString(quotaUs))));
  }

  private record Setting(String file, String value) {}

  private static Optional<QuotaGroup> createIn(
      Path parent, String members, List<Setting> settings) {
    removeLeftOver(parent);
    Path folder = parent.resolve(NAME + ProcessHandle.current().pid());
    try {
      Files.createDirectory(folder);
    } catch (IOException e) {
      // Not Linux, not mounted, not allowed: all the same to whoever asks.
      return Optional.empty();
    }
    try {
      for (Setting setting : settings) {
        Files.writeString(folder.resolve(setting.file()), setting.value());
      }
      return Optional.of(new QuotaGroup(folder, members));
    } catch (IOException e) {
      remove(folder);
      return Optional.empty();
    }
  }

  /// Words before a command that make it a member from its begin on.
  List<String> prefix() {
    return List.of(
        "sh",
        "-c",
        String.format(Locale.ROOT, "echo $$ > '%s' && exec \"$@\"", folder.resolve(members)),
        "sh");
  }

  @Override
  public void close() {
    if (!remove(folder)) {
      throw new BackendsException("the control group " + folder + " can't be removed");
    }
  }

  /// Removes groups whose maker was ended before it could.
  private static void removeLeftOver(Path parent) {
    try (DirectoryStream<Path> groups = Files.newDirectoryStream(parent, NAME + "*")) {
      for (Path group : groups) {
        String maker = group.getFileName().toString().substring(NAME.length());
        if (maker.matches("\\d{1,9}") && ProcessHandle.of(Long.parseLong(maker)).isEmpty()) {
          remove(group);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Without such groups there is nothing to tidy.
    }
  }

  private static boolean remove(Path folder) {
    try {
      Files.deleteIfExists(folder);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
