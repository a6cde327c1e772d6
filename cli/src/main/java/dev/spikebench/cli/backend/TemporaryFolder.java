package dev.spikebench.cli.backend;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder that goes with all it holds when it is closed.
public final class TemporaryFolder implements AutoCloseable {
  private final Path path;

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  /// Makes one in the system's temporary folder.
  ///
  /// @param prefix what its name begins with
  /// @throws CommandException if it cannot be made
  public static TemporaryFolder create(String prefix) {
    try {
      return new TemporaryFolder(Files.createTempDirectory(prefix));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.TOOL_FAILURE, "cannot make a temporary folder: " + e + "; set TMPDIR", e);
    }
  }

  /// Takes charge of a folder that is there already.
  public static TemporaryFolder of(Path folder) {
    return new TemporaryFolder(folder);
  }

  /// The folder, absolute.
  public Path path() {
    return path.toAbsolutePath();
  }

  /// @throws UncheckedIOException if something in it cannot be deleted
  @Override
  public void close() {
    try (Stream<Path> tree = Files.walk(path)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path entry : deepestFirst) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
