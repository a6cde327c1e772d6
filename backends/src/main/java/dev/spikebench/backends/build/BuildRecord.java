package dev.spikebench.backends.build;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The hash of the sources that a backend was last built from, kept beside its descriptor in
/// `.spikebench/source-hash`.
final class BuildRecord {
  private BuildRecord() {}

  private static Path file(BackendDescriptor descriptor) {
    return descriptor.directory().resolve(".spikebench").resolve("source-hash");
  }

  /// Whether the backend was last built from sources with this hash.
  static boolean matches(BackendDescriptor descriptor, String hash) {
    try {
      return Files.readString(file(descriptor), StandardCharsets.UTF_8).strip().equals(hash);
    } catch (IOException e) {
      // None, or none that can be read: then it is not known to be up to date.
      return false;
    }
  }

  /// Forgets the last build: while one runs, its artifacts are of no known sources.
  static void delete(BackendDescriptor descriptor) throws IOException {
    Files.deleteIfExists(file(descriptor));
  }

  static void write(BackendDescriptor descriptor, String hash) throws IOException {
    Path file = file(descriptor);
    Path folder = Files.createDirectories(descriptor.directory().resolve(".spikebench"));
    Path draft = Files.createTempFile(folder, "source-hash", ".new");
    Files.writeString(draft, hash + "\n", StandardCharsets.UTF_8);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
