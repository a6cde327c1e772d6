package dev.spikebench.results.model;

import org.jspecify.annotations.Nullable;

/// The program that wrote the result.
///
/// @param name the program's name
/// @param version its version
/// @param commit the commit it was built from; null where it was not built from a repository
public record Tool(String name, String version, @Nullable String commit) {

  /// @throws IllegalArgumentException when a text is blank
  public Tool {
    Checks.text("tool.name", name);
    Checks.text("tool.version", version);
    Checks.optionalText("tool.commit", commit);
  }
}
