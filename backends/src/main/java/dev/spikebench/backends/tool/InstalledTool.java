package dev.spikebench.backends.tool;

import dev.spikebench.results.model.Fact;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A program that spikebench may want.
///
/// @param name its name
/// @param purpose what it is wanted for
/// @param path where it is; null where it is missing
/// @param version its version, or why there is none
/// @param hint how to get it
public record InstalledTool(
    String name, String purpose, @Nullable Path path, Fact version, String hint) {

  /// Whether it is installed.
  public boolean installed() {
    return path != null;
  }
}
