package dev.spikebench.cli;

import java.nio.file.Path;

/// Where this copy of spikebench lies.
///
/// @param root the repository's root, absolute
public record Installation(Path root) {
  private static final String ROOT_PROPERTY = "spikebench.root";

  /// Makes the root absolute.
  public Installation {
    root = root.toAbsolutePath().normalize();
  }

  /// What the launcher script says, or the working directory where it was not used.
  public static Installation ofSystem() {
    return new Installation(Path.of(System.getProperty(ROOT_PROPERTY, "")));
  }

  /// The folder with one folder a backend.
  public Path backends() {
    return root.resolve("backends");
  }

  /// The folder with one file a workload.
  public Path workloads() {
    return root.resolve("workloads");
  }

  /// The packaged server.
  public Path serverArchive() {
    return root.resolve("server/target/spikebench-server.jar");
  }

  /// The packaged microbenchmarks.
  public Path benchmarkArchive() {
    return root.resolve("jmh/target/benchmarks.jar");
  }

  /// Where runs go that were not told where to go.
  public Path runs() {
    return root.resolve("results/runs");
  }

  /// Where processes run and databases lie while they are measured, unless told otherwise.
  public Path work() {
    return runs().resolve(".work");
  }
}
