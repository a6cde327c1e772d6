package dev.spikebench.backends.descriptor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// One command of a build.
///
/// @param name what to call it in messages
/// @param directory where it runs, absolute
/// @param command program and arguments, never empty; no shell is involved
/// @param environment variables added to those of this process
public record BuildStep(
    String name, Path directory, List<String> command, Map<String, String> environment) {

  /// Copies the collections.
  ///
  /// @throws IllegalArgumentException if the command is empty
  public BuildStep {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("command of build step \"" + name + "\" is empty");
    }
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
