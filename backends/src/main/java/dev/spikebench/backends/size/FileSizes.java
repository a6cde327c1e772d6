package dev.spikebench.backends.size;

import dev.spikebench.results.model.Measurement;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/// Adds up files and folders: the apparent size of every regular file, in bytes, as `du
/// --apparent-size --dereference` counts it from coreutils 9.2 on. Links are followed, and a file
/// that is reached several times, by hard or symbolic links or because two paths overlap, counts
/// once. Folders themselves count nothing: their size is the file system's affair. Thread-safe: no
/// state.
public final class FileSizes {
  private FileSizes() {}

  /// The sum over all paths in bytes; of no path at all 0. One that is missing or can't be read
  /// makes the whole figure unavailable, since a part of it would be a wrong one.
  public static Measurement of(Collection<Path> paths) {
    Sum sum = new Sum();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        return Measurement.unavailable(path + " does not exist");
      }
      try {
        Files.walkFileTree(path, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, sum);
      } catch (IOException e) {
        return Measurement.unavailable("the size of " + path + " can't be read: " + e);
      }
    }
    return Measurement.of((double) sum.bytes);
  }

  private static final class Sum extends SimpleFileVisitor<Path> {
    private final Set<Object> seen = new HashSet<>();
    private long bytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      // A link to nothing is visited as the link that it is: nothing is needed through it.
      if (attributes.isRegularFile() && seen.add(key(file, attributes))) {
        bytes += attributes.size();
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
      if (fault instanceof FileSystemLoopException) {
        return FileVisitResult.CONTINUE;
      }
      throw fault;
    }

    /// Device and inode where the file system tells, else the path that all links lead to.
    private static Object key(Path file, BasicFileAttributes attributes) throws IOException {
      Object key = attributes.fileKey();
      return key == null ? file.toRealPath() : key;
    }
  }
}
