package dev.spikebench.backends.descriptor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a backend is started.
///
/// @param tools what must be installed to run it
/// @param command program and arguments, never empty; no shell is involved
/// @param directory where it runs, absolute; null is the folder of the run, so that stray files of
///   the backend stay with it
/// @param environment variables for the backend; the launcher adds port and database to them
public record StartPlan(
    List<RequiredTool> tools,
    List<String> command,
    @Nullable Path directory,
    Map<String, String> environment) {

  /// Copies the collections.
  ///
  /// @throws IllegalArgumentException if the command is empty
  public StartPlan {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("the start command is empty");
    }
    tools = List.copyOf(tools);
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
