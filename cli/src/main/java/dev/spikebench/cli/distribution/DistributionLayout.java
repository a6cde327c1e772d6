package dev.spikebench.cli.distribution;

import java.nio.file.Path;

/// Where the parts of a distribution lie. It can be moved as a whole.
///
/// @param root its folder, absolute
record DistributionLayout(Path root) {
  private static final String NAME = "spikebench-server";

  /// The Java runtime, as jlink makes it.
  Path runtime() {
    return root.resolve("runtime");
  }

  /// The server's own archive; it looks for [#libraries()] beside itself.
  Path serverArchive() {
    return root.resolve(NAME + ".jar");
  }

  Path libraries() {
    return root.resolve("lib");
  }

  /// SQLite's library, loaded from here without being unpacked.
  Path nativeLibraries() {
    return root.resolve("native");
  }

  /// What the training run prepared.
  Path cache() {
    return root.resolve(NAME + ".aot");
  }

  /// What users start.
  Path launcher() {
    return root.resolve("bin").resolve(NAME);
  }

  /// The archive made beside it.
  Path archive() {
    return root.resolveSibling(root.getFileName() + ".tar.xz");
  }
}
