package dev.spikebench.cli.ceiling;

import java.nio.file.Path;
import java.util.List;

/// What `spikebench ceiling` was asked for.
///
/// @param backends ids or descriptor paths of the backends whose bindings are measured; empty for
///   all that are measured by default
/// @param quick whether a few cases and one pass will do
/// @param passes how often each case is measured, at least 1
/// @param output folder of the result file
/// @param workDirectory folder whose file system is measured
/// @param waitForOthers whether to wait for another measurement on this machine
public record CeilingOptions(
    List<String> backends,
    boolean quick,
    int passes,
    Path output,
    Path workDirectory,
    boolean waitForOthers) {
  /// Most passes: a run is bounded, also by mistake.
  public static final int MOST_PASSES = 100;

  /// Copies the list and makes the folders absolute.
  ///
  /// @throws IllegalArgumentException naming field and value
  public CeilingOptions {
    backends = List.copyOf(backends);
    output = output.toAbsolutePath().normalize();
    workDirectory = workDirectory.toAbsolutePath().normalize();
    if (passes < 1 || passes > MOST_PASSES) {
      throw new IllegalArgumentException(
          "passes must be between 1 and " + MOST_PASSES + ", but is " + passes);
    }
  }
}
