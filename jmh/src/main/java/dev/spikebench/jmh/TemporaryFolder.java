package dev.spikebench.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder of one iteration, in the working directory: the folder for temporary files may lie in
/// memory, where a write costs next to nothing.
///
/// @param path where it is
record TemporaryFolder(Path path) {

  static TemporaryFolder create() {
    try {
      return new TemporaryFolder(
          Files.createTempDirectory(Path.of("").toAbsolutePath(), "spikebench-jmh-"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder in the working directory", e);
    }
  }

  /// Removes the folder and all that is in it.
  void delete() {
    try (Stream<Path> entries = Files.walk(path)) {
      List<Path> deepestFirst = entries.sorted(Comparator.reverseOrder()).toList();
      for (Path entry : deepestFirst) {
        Files.delete(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + path, e);
    }
  }
}
