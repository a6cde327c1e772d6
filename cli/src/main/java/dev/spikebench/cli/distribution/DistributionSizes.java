package dev.spikebench.cli.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a distribution weighs: the sum of its files' lengths.
///
/// @param totalBytes all of it
/// @param runtimeBytes the Java runtime
/// @param preparedBytes what the training run prepared
/// @param applicationBytes the rest
/// @param archiveBytes the compressed archive; null where none was made
public record DistributionSizes(
    long totalBytes,
    long runtimeBytes,
    long preparedBytes,
    long applicationBytes,
    @Nullable Long archiveBytes) {

  static DistributionSizes of(DistributionLayout layout) {
    long total = bytes(layout.root());
    long runtime = bytes(layout.runtime());
    long prepared = bytes(layout.cache());
    Path archive = layout.archive();
    return new DistributionSizes(
        total,
        runtime,
        prepared,
        total - runtime - prepared,
        Files.exists(archive) ? (Long) bytes(archive) : null);
  }

  private static long bytes(Path path) {
    try (Stream<Path> tree = Files.walk(path)) {
      List<Path> files = tree.filter(Files::isRegularFile).toList();
      long sum = 0;
      for (Path file : files) {
        sum += Files.size(file);
      }
      return sum;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
