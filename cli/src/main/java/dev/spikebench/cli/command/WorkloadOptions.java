package dev.spikebench.cli.command;

import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.loadgen.workload.WorkloadException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What to send: the spec workload, with any of its parameters changed.
public final class WorkloadOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--events", paramLabel = "N", description = "Measured events (default: 20000).")
  private @Nullable Long events;

  @Option(
      names = {"-n", "--requests"},
      paramLabel = "N",
      description = "Measured requests, instead of --events.")
  private @Nullable Long requests;

  @Option(
      names = {"-c", "--concurrency"},
      paramLabel = "N",
      description = "Connections, each a virtual user in a closed loop (default: 40).")
  private @Nullable Integer concurrency;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Events in one request (default: 50).")
  private @Nullable Integer batchSize;

  @Option(
      names = "--single",
      description = "Post each event by itself to /api/events instead of in batches.")
  private boolean single;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      description = "Events sent to the target before the clock starts (default: 500).")
  private @Nullable Long warmupEvents;

  @Option(
      names = "--sessions",
      paramLabel = "N",
      description = "Distinct session ids (default: 100).")
  private @Nullable Integer sessions;

  @Option(
      names = "--random-ids",
      description = "UUIDv4 as event_id instead of ascending ids: the workload random-ids.")
  private boolean randomIds;

  @SuppressWarnings("NullAway.Init") // picocli sets the specification before the options are read
  WorkloadOptions() {}

  /// The workload these options describe; its name ends in `-custom` where a parameter was changed,
  /// so that its figures are never taken for the spec's.
  ///
  /// @throws ParameterException if options contradict each other or a value is out of range
  public Workload workload() {
    if (requests != null && events != null) {
      throw new ParameterException(
          spec.commandLine(), "--requests and --events exclude each other: give one of them.");
    }
    if (single && batchSize != null && batchSize != 1) {
      throw new ParameterException(
          spec.commandLine(), "--single posts one event a request: leave --batch-size out.");
    }
    try {
      Workload base = randomIds ? Workload.randomIds() : Workload.spec();
      Workload changed = changed(base);
      return changed.equals(base) ? base : changed.withId(base.id() + "-custom");
    } catch (WorkloadException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Workload changed(Workload base) {
    Workload workload = single ? base.asSingle() : base;
    workload = batchSize == null ? workload : workload.withBatchSize(batchSize);
    workload = events == null ? workload : workload.withEvents(events);
    workload =
        requests == null ? workload : workload.withEvents(eventsOf(requests, workload.batchSize()));
    workload = concurrency == null ? workload : workload.withConcurrency(concurrency);
    workload = warmupEvents == null ? workload : workload.withWarmupEvents(warmupEvents);
    return sessions == null ? workload : workload.withSessions(sessions);
  }

  /// Saturates, so that an absurd number is refused by the workload's own range check.
  private static long eventsOf(long requests, int batchSize) {
    long high = Math.multiplyHigh(requests, batchSize);
    long low = requests * batchSize;
    return high == low >> 63 ? low : Long.MAX_VALUE;
  }
}
