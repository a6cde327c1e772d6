package dev.spikebench.cli.distribution;

import dev.spikebench.backends.launch.BackendLauncher;
import dev.spikebench.backends.launch.LaunchException;
import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.launch.LaunchPlan;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.backends.process.StopSignal;
import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Starts the server on a free port with a database of its own.
final class PackagedServer {
  private PackagedServer() {}

  /// Starts it and waits until it is healthy.
  ///
  /// @param id for messages
  /// @param work folder for what it writes
  /// @throws CommandException where it does not get healthy
  static RunningBackend start(
      String id, List<String> command, Map<String, String> environment, Path work) {
    LaunchPlan plan =
        new LaunchPlan(id, command, null, Map.of(), null, "/api/health", StopSignal.TERM);
    try {
      return BackendLauncher.launch(plan, LaunchOptions.in(work).withEnvironment(environment));
    } catch (LaunchException e) {
      throw new CommandException(ExitCode.TARGET_UNAVAILABLE, String.valueOf(e.getMessage()), e);
    }
  }
}
