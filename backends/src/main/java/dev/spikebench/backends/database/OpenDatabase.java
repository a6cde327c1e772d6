package dev.spikebench.backends.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which databases a process has open, by its own entry under `/proc`.
public final class OpenDatabase {

  private OpenDatabase() {}

  /// Whether the process, or one that it started, has the file open.
  ///
  /// @return null where the system does not tell
  public static @Nullable Boolean isOpen(ProcessHandle process, Path file) {
    if (!Files.isDirectory(Path.of("/proc/self/fd"))) {
      return null;
    }
    List<ProcessHandle> tree = Stream.concat(Stream.of(process), process.descendants()).toList();
    try {
      Path real = file.toRealPath();
      boolean readable = false;
      for (ProcessHandle one : tree) {
        Path files = Path.of("/proc", Long.toString(one.pid()), "fd");
        try (Stream<Path> links = Files.list(files)) {
          readable = true;
          if (links.anyMatch(it -> pointsTo(it, real))) {
            return true;
          }
        } catch (IOException ended) {
          // It ended meanwhile, or belongs to another user.
        }
      }
      return readable ? Boolean.FALSE : null;
    } catch (IOException missing) {
      return false;
    }
  }

  private static boolean pointsTo(Path link, Path real) {
    try {
      return Files.readSymbolicLink(link).equals(real);
    } catch (IOException closed) {
      return false;
    }
  }
}
