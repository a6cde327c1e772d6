package dev.spikebench.backends.build;

import dev.spikebench.backends.descriptor.BuildPlan;
import dev.spikebench.backends.descriptor.BuildStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// One SHA-256 over the build's steps and the paths and contents of its sources: times and owners
/// of files play no part, so a fresh checkout of the same commit has the same hash.
final class SourceHash {
  /// Folders that hold what builds make or fetch, never sources.
  private static final Set<String> GENERATED =
      Set.of(".git", ".spikebench", "target", "node_modules");

  private final MessageDigest digest;

  private SourceHash(MessageDigest digest) {
    this.digest = digest;
  }

  /// The hash in hexadecimal digits.
  ///
  /// @throws BuildException if a source can't be read
  static String of(BuildPlan plan) {
    SourceHash hash = new SourceHash(sha256());
    for (BuildStep step : plan.steps()) {
      hash.add(step.directory().toString());
      step.command().forEach(hash::add);
      hash.add(new TreeMap<>(step.environment()).toString());
    }
    for (Path source : plan.sources()) {
      hash.addTree(source);
    }
    return HexFormat.of().formatHex(hash.digest.digest());
  }

  private void addTree(Path source) {
    if (!Files.exists(source)) {
      throw new BuildException(
          "source " + source + " does not exist; correct build.sources in the descriptor");
    }
    try {
      for (Path file : files(source)) {
        add(source.relativize(file).toString());
        add(sha256().digest(Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new BuildException(
          "can't read the sources in " + source + ": " + e, null, List.of(), e);
    }
  }

  private static List<Path> files(Path source) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        source,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean generated = GENERATED.contains(String.valueOf(folder.getFileName()));
            return generated && !folder.equals(source)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (Files.isRegularFile(file)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(null);
    return files;
  }

  private void add(String text) {
    add(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Each part with its length, so that no two lists of parts read the same.
  private void add(byte[] part) {
    digest.update((part.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(part);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
