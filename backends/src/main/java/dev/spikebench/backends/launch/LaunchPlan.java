package dev.spikebench.backends.launch;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.process.StopSignal;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be started, and how it is found, reached and stopped. Immutable.
///
/// @param id short name for messages and for the folder of the run
/// @param command program and arguments, never empty; no shell is involved
/// @param directory where it runs, absolute; null is the folder of the run
/// @param environment variables for it; the launcher adds port and database to them
/// @param address where it will listen, `http://host:port`, asked from the moment it is spawned;
///   null where it says so itself by a line `listening on http://HOST:PORT` on its standard output
/// @param healthPath path that answers 200 once it is ready
/// @param stopSignal what asks it to end
public record LaunchPlan(
    String id,
    List<String> command,
    @Nullable Path directory,
    Map<String, String> environment,
    @Nullable URI address,
    String healthPath,
    StopSignal stopSignal) {

  /// Copies the collections.
  ///
  /// @throws IllegalArgumentException naming the component
  public LaunchPlan {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("command is empty");
    }
    if (!healthPath.startsWith("/")) {
      throw new IllegalArgumentException(
          "healthPath must start with \"/\", was \"" + healthPath + "\"");
    }
    if (address != null && (!"http".equals(address.getScheme()) || address.getPort() < 1)) {
      throw new IllegalArgumentException("address must be http://host:port, was " + address);
    }
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /// A backend as its descriptor describes it: found by its ready line, stopped by SIGTERM.
  public static LaunchPlan of(BackendDescriptor descriptor) {
    return new LaunchPlan(
        descriptor.id(),
        descriptor.start().command(),
        descriptor.start().directory(),
        descriptor.start().environment(),
        null,
        descriptor.healthPath(),
        StopSignal.TERM);
  }

  /// The same run by another command.
  public LaunchPlan withCommand(List<String> other) {
    return new LaunchPlan(id, other, directory, environment, address, healthPath, stopSignal);
  }
}
