package dev.spikebench.backends.descriptor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A program that must be installed.
///
/// @param name its name on the search path, or a path to it
/// @param hint how to get it, shown where it is missing
/// @param minimumVersion the oldest version that will do, such as `22.5`, or null for any
/// @param versionArguments what makes it print its version, such as `--version`
public record RequiredTool(
    String name, String hint, @Nullable String minimumVersion, List<String> versionArguments) {

  /// Copies the list.
  public RequiredTool {
    versionArguments = List.copyOf(versionArguments);
  }
}
