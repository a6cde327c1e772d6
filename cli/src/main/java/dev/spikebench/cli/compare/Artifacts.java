package dev.spikebench.cli.compare;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.size.BackendSize;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.Measurement;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// What a built backend consists of.
///
/// @param applicationBytes what the application weighs, without the runtime it needs
/// @param installedBytes what has to be installed in all, the runtime included
/// @param sha256 hash over the names and contents of the application's files
record Artifacts(Measurement applicationBytes, Measurement installedBytes, Fact sha256) {

  /// Weighs and hashes a backend that is built.
  static Artifacts of(BackendDescriptor descriptor) {
    BackendSize size = BackendSize.of(descriptor);
    return new Artifacts(
        size.applicationBytes(), size.totalBytes(), sha256(descriptor.size().application()));
  }

  private static Fact sha256(List<Path> paths) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path path : paths) {
        for (Path file : files(path)) {
          digest.update(
              path.toUri().relativize(file.toUri()).getPath().getBytes(StandardCharsets.UTF_8));
          try (InputStream content = Files.newInputStream(file);
              OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            content.transferTo(sink);
          }
        }
      }
      return Fact.of(HexFormat.of().formatHex(digest.digest()));
    } catch (IOException e) {
      return Fact.unavailable("its files cannot be read: " + e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static List<Path> files(Path path) throws IOException {
    try (Stream<Path> tree = Files.walk(path)) {
      return tree.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
