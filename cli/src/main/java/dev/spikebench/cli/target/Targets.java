package dev.spikebench.cli.target;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.launch.BackendLauncher;
import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.launch.LaunchPlan;
import dev.spikebench.backends.launch.Leftovers;
import dev.spikebench.backends.launch.Leftovers.Leftover;
import dev.spikebench.backends.launch.PortOwner;
import dev.spikebench.backends.launch.PortOwnership;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.backends.observe.ProcessObserver;
import dev.spikebench.backends.size.BackendSize;
import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.backend.BackendCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Makes targets ready to be loaded: looks at what runs, builds and starts what does not. Used by
/// one thread.
public final class Targets {
  private final BackendCatalog catalog;
  private final Path workDirectory;
  private final Consumer<String> say;

  /// @param workDirectory where the databases of started targets lie while they run
  /// @param say takes a line of progress
  public Targets(BackendCatalog catalog, Path workDirectory, Consumer<String> say) {
    this.catalog = catalog;
    this.workDirectory = workDirectory;
    this.say = say;
  }

  /// Opens a target.
  ///
  /// @throws CommandException if what is named cannot be used
  /// @throws dev.spikebench.backends.launch.LaunchException if it does not start
  public OpenTarget open(TargetSpec spec) {
    return open(spec, command -> command);
  }

  /// The same with another command in the place of the one that would be started.
  ///
  /// @param around makes the other command of the one
  public OpenTarget open(TargetSpec spec, UnaryOperator<List<String>> around) {
    return switch (spec) {
      case TargetSpec.Address address -> OpenTarget.address(address.url());
      case TargetSpec.RunningProcess process -> observe(process);
      case TargetSpec.Command command ->
          OpenTarget.command(
              launch(command.plan(), around, command.environment(), command.startTimeout()));
      case TargetSpec.Backend backend -> launch(backend, around);
    };
  }

  private OpenTarget launch(TargetSpec.Backend backend, UnaryOperator<List<String>> around) {
    BackendDescriptor descriptor = catalog.find(backend.name());
    BackendCatalog.buildOrFail(descriptor, say);
    RunningBackend running =
        launch(LaunchPlan.of(descriptor), around, backend.environment(), backend.startTimeout());
    return OpenTarget.backend(running, BackendSize.of(descriptor).applicationBytes());
  }

  private RunningBackend launch(
      LaunchPlan plan,
      UnaryOperator<List<String>> around,
      Map<String, String> environment,
      Duration startTimeout) {
    for (Leftover leftover : Leftovers.find(workDirectory)) {
      say.accept("clearing up what an earlier run left in " + leftover.directory());
      Leftovers.clean(leftover);
    }
    return BackendLauncher.launch(
        plan.withCommand(around.apply(plan.command())),
        LaunchOptions.in(workDirectory)
            .withEnvironment(environment)
            .withStartTimeout(startTimeout));
  }

  private static OpenTarget observe(TargetSpec.RunningProcess process) {
    ProcessHandle handle =
        ProcessHandle.of(process.pid())
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.USAGE,
                        "--pid: no process with the id " + process.pid() + " runs"));
    int port = process.url().getPort();
    PortOwnership ownership = PortOwner.check(handle, port);
    if (Boolean.FALSE.equals(ownership.owned())) {
      throw new CommandException(ExitCode.USAGE, notTheListener(process.pid(), port));
    }
    ProcessObserver observer =
        ProcessObserver.start(
            process.pid(), LaunchOptions.DEFAULT_SAMPLE_INTERVAL, process.database());
    String reason = ownership.reason();
    return OpenTarget.process(
        process.url(),
        observer,
        reason == null
            ? List.of()
            : List.of("whether process " + process.pid() + " listens there is unknown: " + reason));
  }

  private static String notTheListener(long pid, int port) {
    String listener =
        PortOwner.listener(port)
            .map(
                found ->
                    "; process %d (%s) does, name that one"
                        .formatted(found.pid(), found.info().command().orElse("unknown program")))
            .orElse("; the process that does can't be seen by this user");
    return "--pid: neither process "
        + pid
        + " nor one it started listens on port "
        + port
        + listener;
  }
}
