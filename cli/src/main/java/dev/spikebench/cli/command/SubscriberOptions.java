package dev.spikebench.cli.command;

import dev.spikebench.loadgen.StreamOptions;
import dev.spikebench.loadgen.model.LoadException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Who follows the event stream meanwhile.
public final class SubscriberOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--subscribers",
      paramLabel = "N",
      description =
          "Clients that follow the event stream meanwhile, 0 to 10000: time from POST to delivery,"
              + " losses, duplicates, order (default: 0).")
  private int subscribers;

  @SuppressWarnings("NullAway.Init") // picocli sets the specification before the options are read
  SubscriberOptions() {}

  /// What the options say.
  ///
  /// @throws ParameterException if a value is out of range
  public StreamOptions streams() {
    try {
      return StreamOptions.NONE.withSubscribers(subscribers);
    } catch (LoadException e) {
      throw new ParameterException(spec.commandLine(), "--subscribers: " + e.getMessage(), e);
    }
  }
}
