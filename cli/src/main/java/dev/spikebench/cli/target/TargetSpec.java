package dev.spikebench.cli.target;

import dev.spikebench.backends.launch.LaunchPlan;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be loaded, as the command line names it.
public sealed interface TargetSpec {
  /// Where a target is that runs already; nothing is known of its process.
  ///
  /// @param url base URL
  record Address(URI url) implements TargetSpec {}

  /// A target that runs already, with its process on this machine.
  ///
  /// @param url base URL
  /// @param pid the process that listens there, or one that started it
  /// @param database its SQLite database file; null where that is not known
  record RunningProcess(URI url, long pid, @Nullable Path database) implements TargetSpec {}

  /// A command that is started for the run and ended after it.
  ///
  /// @param plan what is started
  /// @param environment variables of the user's
  /// @param startTimeout how long it may take to its first healthy answer
  record Command(LaunchPlan plan, Map<String, String> environment, Duration startTimeout)
      implements TargetSpec {
    /// Copies the variables.
    public Command {
      environment = Map.copyOf(environment);
    }
  }

  /// A described backend that is built where that is needed, started and ended.
  ///
  /// @param name its id under `backends/`, or the path of its descriptor
  /// @param environment variables of the user's
  /// @param startTimeout how long it may take to its first healthy answer
  record Backend(String name, Map<String, String> environment, Duration startTimeout)
      implements TargetSpec {
    /// Copies the variables.
    public Backend {
      environment = Map.copyOf(environment);
    }
  }

  /// Whether this program starts and ends the target.
  default boolean launched() {
    return this instanceof Command || this instanceof Backend;
  }

  /// The target in words, for a line of text.
  default String text() {
    return switch (this) {
      case Address address -> address.url().toString();
      case RunningProcess process -> process.url() + " (process " + process.pid() + ")";
      case Command command -> String.join(" ", command.plan().command());
      case Backend backend -> backend.name();
    };
  }
}
