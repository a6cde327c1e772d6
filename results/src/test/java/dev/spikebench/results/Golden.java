package dev.spikebench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Compares a text with the one kept for it. Run the tests with `-Dspikebench.golden.write=true` to
/// keep what is made now instead, and read the difference before committing it.
public final class Golden {

  private Golden() {}

  /// The root of the repository.
  public static Path root() {
    String root = System.getProperty("spikebench.root");
    assertThat(root).as("system property spikebench.root").isNotNull();
    return Path.of(root);
  }

  /// A file among this module's test resources.
  public static Path resource(String name) {
    return root().resolve("results/src/test/resources").resolve(name);
  }

  /// Holds the text against the file.
  public static void assertKept(Path file, String text) {
    try {
      if (Boolean.getBoolean("spikebench.golden.write")) {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
      }
      assertThat(text).as(file.toString()).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
