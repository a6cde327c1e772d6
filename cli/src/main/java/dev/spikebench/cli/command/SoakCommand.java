package dev.spikebench.cli.command;

import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.DurationConverter;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.RateConverter;
import dev.spikebench.cli.RunId;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.backend.BackendCatalog;
import dev.spikebench.cli.soak.SoakRequest;
import dev.spikebench.cli.soak.SoakService;
import dev.spikebench.cli.target.Targets;
import dev.spikebench.loadgen.LoadOptions;
import dev.spikebench.loadgen.StreamOptions;
import dev.spikebench.loadgen.model.LoadException;
import dev.spikebench.loadgen.schedule.ArrivalRate;
import dev.spikebench.loadgen.schedule.Arrivals;
import dev.spikebench.loadgen.schedule.LoadMode;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.results.soak.SoakLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Loads a target steadily for a long time and says whether anything grows.
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = {
      "Load a target steadily for a long time: does its memory grow, do its answers slow down, does"
          + " it fail?",
      "Writers send small batches by a plan, subscribers follow the event stream, health is checked"
          + " every second.",
      "A target that dies is an outage: it is waited for, or started anew, and the soak goes on."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spikebench soak --backend java-undertow --minutes 30",
      "  spikebench soak http://127.0.0.1:3141 --pid 4711 --minutes 120 --subscribers 20",
      "  spikebench soak --launch './server --port $${port}' -d 90s --interval 5s",
      "  spikebench soak --backend node-express --minutes 30 --closed-loop",
      "",
      "Writes soak-results.json, soak.md and soak.html; 'spikebench report' makes the reports"
          + " again.",
      "Exit codes: 0 stable, 3 a leak, failed requests or an outage, 4 cannot tell (too short, or"
          + " the",
      "process is not known), 5 the target can't be reached, 130 or 143 interrupted."
    })
public final class SoakCommand implements Callable<Integer> {
  private static final int DEFAULT_MINUTES = 30;
  private static final int MAX_MINUTES = 7 * 24 * 60;
  private static final int DEFAULT_WRITERS = 2;
  private static final int DEFAULT_BATCH_SIZE = 10;
  private static final int DEFAULT_SUBSCRIBERS = 5;
  private static final double DEFAULT_RATE = 100;
  private static final double BYTES_PER_MB = 1024.0 * 1024.0;
  private static final double MS_PER_SECOND = 1e3;
  private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);
  private static final Duration MOST_SETTLE = Duration.ofMinutes(5);
  private static final int SETTLE_SHARE = 5;
  private static final int LEAST_SECONDS = 2;

  private final Terminal terminal;
  private final Installation installation;

  @Spec private CommandSpec spec;

  @Mixin private CommonOptions common = new CommonOptions();

  @Mixin private TargetOptions target = new TargetOptions();

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "How long the load lasts, 1 to 10080 minutes (default: 30).")
  private @Nullable Integer minutes;

  @Option(
      names = {"-d", "--duration"},
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "The same as a time such as 90s or 12h.")
  private @Nullable Duration duration;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Length of an interval, a line each (default: 1m).")
  private Duration interval = DEFAULT_INTERVAL;

  @Option(
      names = "--settle",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "Time after the start that the trends leave out (default: a fifth of the time, at most"
              + " 5m).")
  private @Nullable Duration settle;

  @Option(
      names = "--least-span",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Shortest time after settling that a verdict is given from (default: 10m).")
  private @Nullable Duration leastSpan;

  @Option(
      names = {"-c", "--writers"},
      paramLabel = "N",
      description = "Connections that send events (default: 2).")
  private int writers = DEFAULT_WRITERS;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Events in one request (default: 10).")
  private int batchSize = DEFAULT_BATCH_SIZE;

  @Option(
      names = {"-R", "--rate"},
      paramLabel = "N",
      converter = RateConverter.class,
      description = "Requests a second of all writers together (default: 100).")
  private @Nullable ArrivalRate rate;

  @Option(
      names = "--closed-loop",
      description = "Each writer sends as soon as it is answered, instead of by a plan.")
  private boolean closedLoop;

  @Option(
      names = "--subscribers",
      paramLabel = "N",
      description = "Clients that follow the event stream (default: 5).")
  private int subscribers = DEFAULT_SUBSCRIBERS;

  @Option(
      names = "--health-every",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Time between two health checks (default: 1s).")
  private Duration healthEvery = Duration.ofSeconds(1);

  @Option(
      names = "--after-load",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description =
          "How long the target is watched after the load; memory is read 10 s and 60 s after it"
              + " (default: 60s).")
  private Duration afterLoad = Duration.ofMinutes(1);

  @Option(
      names = "--leak-mb-per-hour",
      paramLabel = "MB",
      description = "Growth of resident memory that matters, an hour (default: 60).")
  private @Nullable Double leakMegabytesPerHour;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Longest time one request may take (default: 30s).")
  private Duration timeout = Duration.ofSeconds(30);

  @Option(
      names = "--self-warmup",
      paramLabel = "auto|off",
      description = "Warm up the client first (default: auto).")
  private Switch selfWarmUp = Switch.auto;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of event ids (default: 1).")
  private long seed = 1;

  @Option(
      names = "--allow-remote",
      description = "Load a target that is not on this machine, on purpose.")
  private boolean allowRemote;

  @Option(
      names = "--allow-failures",
      description = "Failed requests and outages alone do not end with 3.")
  private boolean allowFailures;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where the files go (default: results/runs/soak-<UTC time>).")
  private @Nullable Path output;

  @Option(names = "--dry-run", description = "Say what would be done; do nothing.")
  private boolean dryRun;

  private enum Switch {
    auto,
    off
  }

  /// The command, printing on the terminal.
  ///
  /// @param installation where the described backends lie
  @SuppressWarnings("NullAway.Init") // picocli sets the specification before it calls the command
  public SoakCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    Clock clock = Clock.systemUTC();
    SoakRequest request = request(clock);
    Targets targets =
        new Targets(
            BackendCatalog.of(installation),
            request.workDirectory(),
            common.quiet() ? line -> {} : terminal.err()::println);
    SoakService service = new SoakService(terminal, common, targets, clock);
    return (dryRun ? service.describe(request) : service.run(request)).code();
  }

  private SoakRequest request(Clock clock) {
    if (target.countSyncs()) {
      throw wrong("--count-syncs needs a second run: count them with 'spikebench load'.");
    }
    if (target.serverCpus() != null) {
      throw wrong("--server-cpus goes with 'spikebench load' alone.");
    }
    Duration time = time();
    try {
      return new SoakRequest(
          target.target(),
          workload(),
          options(),
          time,
          settle == null ? defaultSettle(time) : settle,
          positive("--health-every", healthEvery),
          afterLoad,
          limits(),
          target.workDirectory(installation),
          output == null
              ? installation.runs().resolve("soak-" + RunId.of(clock.instant()))
              : output,
          allowFailures);
    } catch (LoadException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Duration time() {
    if (minutes != null && duration != null) {
      throw wrong("--minutes and --duration exclude each other: give one of them.");
    }
    Duration time =
        duration == null
            ? Duration.ofMinutes(minutes == null ? DEFAULT_MINUTES : minutes)
            : duration;
    if (time.toSeconds() < LEAST_SECONDS || time.toMinutes() > MAX_MINUTES) {
      throw wrong("A soak lasts from 2 seconds to " + MAX_MINUTES + " minutes.");
    }
    if (interval.compareTo(time) > 0) {
      throw wrong("--interval must not be longer than the soak: give a shorter one.");
    }
    return time;
  }

  private static Duration defaultSettle(Duration time) {
    Duration share = time.dividedBy(SETTLE_SHARE);
    return share.compareTo(MOST_SETTLE) < 0 ? share : MOST_SETTLE;
  }

  private Workload workload() {
    if (closedLoop && rate != null) {
      throw wrong("--closed-loop has no rate: leave --rate out.");
    }
    LoadMode mode =
        closedLoop
            ? LoadMode.CLOSED
            : new LoadMode.OpenLoop(
                rate == null ? ArrivalRate.constant(DEFAULT_RATE) : rate, Arrivals.UNIFORM);
    return Workload.spec().toBuilder()
        .id("soak")
        .question("Does anything grow, slow down or fail under a steady load?")
        .events(Workload.MAX_EVENTS)
        .warmupEvents(0)
        .concurrency(writers)
        .batchSize(batchSize)
        .mode(mode)
        .build();
  }

  private LoadOptions options() {
    return LoadOptions.defaults().toBuilder()
        .interval(interval)
        .requestTimeout(timeout)
        .selfWarmUp(selfWarmUp == Switch.auto)
        .headroomCheck(false)
        .allowRemote(allowRemote)
        .trust(target.trust())
        .seed(seed)
        .streams(StreamOptions.NONE.withSubscribers(subscribers))
        .build();
  }

  private SoakLimits limits() {
    SoakLimits limits = SoakLimits.DEFAULT;
    Double megabytes = leakMegabytesPerHour;
    if (megabytes != null) {
      if (!(megabytes > 0 && Double.isFinite(megabytes))) {
        throw wrong("--leak-mb-per-hour must be above 0.");
      }
      limits = limits.withRssBytes(megabytes * BYTES_PER_MB);
    }
    return leastSpan == null
        ? limits
        : limits.withLeastSeconds(leastSpan.toMillis() / MS_PER_SECOND);
  }

  private Duration positive(String option, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw wrong(option + " must be above 0.");
    }
    return value;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
