package dev.spikebench.cli.command;

import dev.spikebench.cli.RateConverter;
import dev.spikebench.loadgen.definition.WorkloadCatalog;
import dev.spikebench.loadgen.request.CustomRequest;
import dev.spikebench.loadgen.schedule.ArrivalRate;
import dev.spikebench.loadgen.schedule.Arrivals;
import dev.spikebench.loadgen.schedule.LoadMode;
import dev.spikebench.loadgen.workload.EventIdShape;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.loadgen.workload.WorkloadBuilder;
import dev.spikebench.loadgen.workload.WorkloadException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What to send: a named workload or one of a file, the spec workload by default, with any of its
/// parameters changed.
public final class WorkloadOptions {
  /// Options that say nothing of a request to another API.
  private static final List<String> OF_EVENTS =
      List.of("--workload", "--events", "--batch-size", "--single", "--sessions", "--random-ids");

  private static final long DEFAULT_REQUESTS = 10_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--workload",
      paramLabel = "NAME|FILE",
      description =
          "A workload by its name ('spikebench workload list') or its file (default: spec). The"
              + " options below win over what it says.")
  private @Nullable String workload;

  @Option(names = "--events", paramLabel = "N", description = "Measured events (spec: 20000).")
  private @Nullable Long events;

  @Option(
      names = {"-n", "--requests"},
      paramLabel = "N",
      description = "Measured requests, instead of --events (of another API: 10000).")
  private @Nullable Long requests;

  @Option(
      names = {"-R", "--rate"},
      paramLabel = "N|A:B",
      converter = RateConverter.class,
      description =
          "Requests a second by a plan, whatever the backend does (open loop); A:B for a ramp from"
              + " A to B. Without it each connection sends when its last request has ended.")
  private @Nullable ArrivalRate rate;

  @Option(
      names = "--arrivals",
      paramLabel = "uniform|poisson",
      description =
          "How an open loop spreads its requests: evenly, or as many independent users would"
              + " (default: uniform).")
  private @Nullable ArrivalsWord arrivals;

  @Option(
      names = {"-c", "--concurrency"},
      paramLabel = "N",
      description =
          "Connections: virtual users in a closed loop, most requests under way in an open one"
              + " (spec: 40).")
  private @Nullable Integer concurrency;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Events in one request (spec: 50).")
  private @Nullable Integer batchSize;

  @Option(
      names = "--single",
      description = "Post each event by itself to /api/events instead of in batches.")
  private boolean single;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      description = "Events, or requests to another API, sent before the clock starts (spec: 500).")
  private @Nullable Long warmupEvents;

  @Option(names = "--sessions", paramLabel = "N", description = "Distinct session ids (spec: 100).")
  private @Nullable Integer sessions;

  @Option(names = "--random-ids", description = "UUIDv4 as event_id instead of ascending ids.")
  private boolean randomIds;

  /// As on the command line.
  private enum ArrivalsWord {
    uniform(Arrivals.UNIFORM),
    poisson(Arrivals.POISSON);

    private final Arrivals arrivals;

    ArrivalsWord(Arrivals arrivals) {
      this.arrivals = arrivals;
    }
  }

  @SuppressWarnings("NullAway.Init") // picocli sets the specification before the options are read
  WorkloadOptions() {}

  /// The workload these options describe; its name ends in `-custom` where a parameter was changed,
  /// so that its figures are never taken for the named one's.
  ///
  /// @param catalog the named workloads
  /// @throws ParameterException if options contradict each other or a value is out of range
  public Workload workload(WorkloadCatalog catalog) {
    return workload(catalog, false);
  }

  /// The same, maybe without an end of its own.
  ///
  /// @param timed whether time ends the load where no number of events or requests is given
  public Workload workload(WorkloadCatalog catalog, boolean timed) {
    if (requests != null && events != null) {
      throw new ParameterException(
          spec.commandLine(), "--requests and --events exclude each other: give one of them.");
    }
    if (single && batchSize != null && batchSize != 1) {
      throw new ParameterException(
          spec.commandLine(), "--single posts one event a request: leave --batch-size out.");
    }
    try {
      Workload base = base(catalog);
      Workload changed = changed(base, timed);
      return changed.equals(base) ? base : changed.withId(base.id() + "-custom");
    } catch (WorkloadException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /// The workload of a request to another API.
  ///
  /// @param timed whether time ends the load where no number of requests is given
  /// @throws ParameterException if an option speaks of events, or a value is out of range
  public Workload ofRequest(CustomRequest request, boolean timed) {
    for (String option : OF_EVENTS) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new ParameterException(
            spec.commandLine(),
            option + " speaks of the ingest contract's events: another API has --requests alone.");
      }
    }
    try {
      Workload base =
          Workload.spec().toBuilder()
              .id("request")
              .question("")
              .request(request)
              .events(DEFAULT_REQUESTS)
              .build();
      return changed(base, timed);
    } catch (WorkloadException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /// Random ids alone are the workload of that name.
  private Workload base(WorkloadCatalog catalog) {
    if (workload != null) {
      return catalog.find(workload);
    }
    return randomIds ? Workload.randomIds() : Workload.spec();
  }

  private Workload changed(Workload base, boolean timed) {
    WorkloadBuilder values = (single ? base.asSingle() : base).toBuilder();
    int requestSize = base.batchSize();
    if (single) {
      requestSize = 1;
    } else if (batchSize != null) {
      requestSize = batchSize;
    }
    values.batchSize(requestSize);
    if (randomIds) {
      values.ids(EventIdShape.RANDOM);
    }
    if (timed) {
      values.events(Workload.MAX_EVENTS);
    }
    if (events != null) {
      values.events(events);
    }
    if (requests != null) {
      values.events(eventsOf(requests, requestSize));
    }
    if (concurrency != null) {
      values.concurrency(concurrency);
    }
    if (warmupEvents != null) {
      values.warmupEvents(warmupEvents);
    }
    if (sessions != null) {
      values.sessions(sessions);
    }
    return values.mode(mode(base)).build();
  }

  private LoadMode mode(Workload base) {
    if (rate != null) {
      return new LoadMode.OpenLoop(rate, arrivals == null ? Arrivals.UNIFORM : arrivals.arrivals);
    }
    if (arrivals == null) {
      return base.mode();
    }
    return switch (base.mode()) {
      case LoadMode.OpenLoop open -> new LoadMode.OpenLoop(open.rate(), arrivals.arrivals);
      case LoadMode.ClosedLoop closed ->
          throw new ParameterException(
              spec.commandLine(),
              "--arrivals says how an open loop spreads its requests: give a --rate too.");
    };
  }

  /// Saturates, so that an absurd number is refused by the workload's own range check.
  private static long eventsOf(long requests, int batchSize) {
    long high = Math.multiplyHigh(requests, batchSize);
    long low = requests * batchSize;
    return high == low >> 63 ? low : Long.MAX_VALUE;
  }
}
