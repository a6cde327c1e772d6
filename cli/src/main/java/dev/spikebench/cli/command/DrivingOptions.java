package dev.spikebench.cli.command;

import dev.spikebench.cli.CpuSetConverter;
import dev.spikebench.cli.DurationConverter;
import dev.spikebench.loadgen.LoadOptions;
import dev.spikebench.loadgen.LoadOptionsBuilder;
import dev.spikebench.loadgen.cpu.CpuSet;
import dev.spikebench.loadgen.model.LoadException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// How a load is driven: for how long, with what patience, by which threads on which processors.
public final class DrivingOptions {
  /// What a run with a duration may take beyond it and one last request: warm-up, statistics, check
  /// of the client.
  private static final Duration BEYOND_DURATION = Duration.ofMinutes(2);

  private enum Switch {
    auto,
    off
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"-d", "--duration"},
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "Send for so long, such as 30s or 5m. With --requests or --events whichever ends first;"
              + " alone it replaces their defaults.")
  private @Nullable Duration duration;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Longest time one request may take (default: 30s).")
  private @Nullable Duration timeout;

  @Option(
      names = "--deadline",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "Longest time the whole run may take; one that is cut off by it does not count (default:"
              + " 10m, or what --duration needs).")
  private @Nullable Duration deadline;

  @Option(
      names = {"-t", "--threads"},
      paramLabel = "N",
      description = "I/O threads of the client (default: 1, or 2 from 8 processors on).")
  private @Nullable Integer threads;

  @Option(
      names = "--self-warmup",
      paramLabel = "auto|off",
      description =
          "Warm up the client first, on a server of its own, until its figures settle (default:"
              + " auto). Off: its first requests then measure itself.")
  private Switch selfWarmUp = Switch.auto;

  @Option(names = "--no-self-warmup", hidden = true, description = "As --self-warmup off.")
  private boolean noSelfWarmUp;

  @Option(
      names = "--client-check",
      paramLabel = "auto|off",
      description =
          "Send the same load, shortened, to a server of the client's own afterwards: was the"
              + " client the limit (default: auto)? Off: judge it by its processor time alone.")
  private Switch clientCheck = Switch.auto;

  @Option(
      names = "--client-cpus",
      paramLabel = "LIST",
      converter = CpuSetConverter.class,
      description =
          "Hold the client to these processors, such as 0 or 0-1,3 (taskset; the result says to"
              + " which).")
  private @Nullable CpuSet clientCpus;

  @SuppressWarnings("NullAway.Init") // picocli sets the specification before the options are read
  DrivingOptions() {}

  /// Whether time ends the run where nothing else is said.
  boolean timed() {
    return duration != null;
  }

  /// Processors that the client is to be held to; null for those it may run on anyway.
  @Nullable CpuSet clientCpus() {
    return clientCpus;
  }

  /// The options given with what these say.
  ///
  /// @throws ParameterException if a value is out of range
  LoadOptions applyTo(LoadOptions options) {
    try {
      LoadOptionsBuilder values = options.toBuilder();
      values.selfWarmUp(selfWarmUp == Switch.auto && !noSelfWarmUp);
      values.headroomCheck(clientCheck == Switch.auto);
      values.duration(duration);
      Duration patience = timeout == null ? options.requestTimeout() : timeout;
      values.requestTimeout(patience);
      values.deadline(deadline == null ? defaultDeadline(options, patience) : deadline);
      if (threads != null) {
        values.ioThreads(threads);
      }
      return values.build();
    } catch (LoadException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Duration defaultDeadline(LoadOptions options, Duration patience) {
    if (duration == null) {
      return options.deadline();
    }
    Duration needed = duration.plus(patience).plus(BEYOND_DURATION);
    return needed.compareTo(options.deadline()) > 0 ? needed : options.deadline();
  }
}
