package dev.spikebench.cli.command;

import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.DurationConverter;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.PercentConverter;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.compare.CompareOptions;
import dev.spikebench.cli.compare.CompareService;
import dev.spikebench.cli.compare.OpenLoopPlan;
import dev.spikebench.cli.jmh.JmhFiles;
import dev.spikebench.loadgen.definition.WorkloadCatalog;
import dev.spikebench.results.stats.precision.FixedWidth;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The main job.
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Run the main job: parity, then measure each backend; write the results and the report.",
      "",
      "Builds what is missing, runs the parity cases against each backend, then measures those"
          + " that",
      "passed with the spec workload: fresh processes and databases, interleaved in balanced"
          + " random",
      "order. Writes benchmark-results.json, report.md and report.html, and prints the table.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spikebench compare                      the backends under backends/, 10 iterations each",
      "  spikebench compare --dry-run            what it would do, how long and how much disk it"
          + " takes",
      "  spikebench compare --open-loop          and then at 50, 80 and 95 %% of each one's rate",
      "  spikebench compare --iterations 20 --seed 7 --output before-release",
      "  spikebench compare --until-interval 5%%  as many as the intervals need",
      "  spikebench compare --workload realistic-mix",
      "  spikebench compare -b java-undertow -b java-undertow-jar   the distribution and the jar",
      "  spikebench compare --publish            also renew the committed report and README table",
      "",
      "Exit codes: 0 measured, 3 a parity case or a request failed, or a stream lost, repeated or",
      "swapped events, 4 a backend has no valid iteration or lost events, 5 no backend could be",
      "run, 130 or 143 interrupted (with a partial result)."
    })
public final class CompareCommand implements Callable<Integer> {
  private static final double PERCENT = 100;
  private static final int DEFAULT_ITERATIONS = 10;

  /// An interval that is not narrow by then will hardly become so on this machine.
  private static final int DEFAULT_MOST_ITERATIONS = 100;

  /// JSON numbers are exact up to here in every reader.
  private static final long SEED_LIMIT = 1L << 53;

  private final Terminal terminal;
  private final Installation installation;
  private final List<String> arguments;

  @Spec private CommandSpec spec;

  @Mixin private CommonOptions common = new CommonOptions();

  @Mixin private WorkloadOptions workload = new WorkloadOptions();

  @Mixin private SubscriberOptions subscribers = new SubscriberOptions();

  @Option(
      names = {"-b", "--backend"},
      paramLabel = "ID",
      description =
          "A backend to measure, by its id under backends/ or its descriptor's path; repeatable,"
              + " the first is the reference of the deltas (default: all but java-undertow-jar and"
              + " others with byDefault: false).")
  private List<String> backends = new ArrayList<>();

  @Option(
      names = {"-i", "--iterations"},
      paramLabel = "N",
      description =
          "Fresh-process iterations of each backend (default: 10); with --until-interval at most so"
              + " many (default: 100).")
  private @Nullable Integer iterations;

  @Option(
      names = "--until-interval",
      paramLabel = "PERCENT",
      converter = PercentConverter.class,
      description =
          "Measure until the 95%% interval of every backend's median throughput is at most so wide"
              + " to either side in two rounds running, after 10 rounds at least, for instance 5%%"
              + " (default: a fixed number of iterations).")
  private @Nullable Double untilInterval;

  @Option(
      names = "--open-loop",
      paramLabel = "PERCENT",
      split = ",",
      arity = "0..1",
      fallbackValue = "50,80,95",
      description =
          "Afterwards load each backend by a plan, at these percentages of the rate it reached"
              + " itself (without a value: 50,80,95).")
  private List<Double> openLoop = new ArrayList<>();

  @Option(
      names = "--open-loop-time",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long each of these runs lasts (default: 10s).")
  private Duration openLoopTime = OpenLoopPlan.NONE.duration();

  @Option(
      names = "--no-raw-rate",
      description =
          "Leave out what each backend's SQLite binding writes by itself, which takes half a minute"
              + " a backend; the report then says nothing of shares of it.")
  private boolean noRawRate;

  @Option(
      names = "--jmh",
      paramLabel = "FILE",
      description =
          "Take the jmh.json of spikebench jmh over into the result: the report then says where an"
              + " event's time goes.")
  private @Nullable Path jmh;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the order of measurement (default: drawn, and stored in the result).")
  private @Nullable Long seed;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where the files go (default: results/runs/<UTC time>).")
  private @Nullable Path output;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      description =
          "Where the databases lie while they are measured; they are deleted afterwards"
              + " (default: results/runs/.work).")
  private @Nullable Path workDirectory;

  @Option(
      names = "--publish",
      description =
          "Also renew docs/benchmark-results.md, the dated copy in results/ and the README's"
              + " table.")
  private boolean publish;

  @Option(
      names = "--no-wait",
      description = "Refuse instead of waiting where another measurement runs on this machine.")
  private boolean noWait;

  @Option(
      names = "--allow-failures",
      description = "Exit 0 although requests failed; the figures of such iterations stay invalid.")
  private boolean allowFailures;

  @Option(
      names = "--dry-run",
      description = "Say what would be done, how long and how much disk it would take; do nothing.")
  private boolean dryRun;

  /// The command for the installation's backends.
  ///
  /// @param arguments the whole command line, which the result file keeps
  @SuppressWarnings("NullAway.Init") // picocli sets the specification before it calls the command
  public CompareCommand(Terminal terminal, Installation installation, List<String> arguments) {
    this.terminal = terminal;
    this.installation = installation;
    this.arguments = List.copyOf(arguments);
  }

  @Override
  public Integer call() {
    Clock clock = Clock.systemUTC();
    CompareService service = new CompareService(terminal, installation, common, clock);
    CompareOptions options = options(service.defaultOutput());
    if (dryRun) {
      service.describe(options);
      return ExitCode.GOOD.code();
    }
    return service.run(options, allowFailures).code();
  }

  private CompareOptions options(Path defaultOutput) {
    long chosenSeed = seed == null ? new SecureRandom().nextLong(SEED_LIMIT) : seed;
    if (chosenSeed < 0 || chosenSeed >= SEED_LIMIT) {
      throw new ParameterException(
          spec.commandLine(), "--seed must be between 0 and " + (SEED_LIMIT - 1) + ".");
    }
    return new CompareOptions(
        backends,
        rounds(),
        untilInterval,
        workload.workload(new WorkloadCatalog(installation.workloads())),
        subscribers.streams(),
        openLoopPlan(),
        !noRawRate,
        jmh == null ? List.of() : JmhFiles.read(jmh),
        chosenSeed,
        output == null ? defaultOutput : output,
        workDirectory == null ? installation.work() : workDirectory,
        publish,
        !noWait,
        arguments);
  }

  private int rounds() {
    int fewest = untilInterval == null ? 1 : FixedWidth.USUAL_MINIMUM_ROUNDS;
    int usual = untilInterval == null ? DEFAULT_ITERATIONS : DEFAULT_MOST_ITERATIONS;
    int rounds = iterations == null ? usual : iterations;
    if (rounds < fewest || rounds > CompareOptions.MAX_ITERATIONS) {
      throw new ParameterException(
          spec.commandLine(),
          "--iterations must be between %d and %d%s."
              .formatted(
                  fewest,
                  CompareOptions.MAX_ITERATIONS,
                  untilInterval == null ? "" : " with --until-interval"));
    }
    return rounds;
  }

  private OpenLoopPlan openLoopPlan() {
    try {
      return new OpenLoopPlan(openLoop.stream().map(it -> it / PERCENT).toList(), openLoopTime);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--open-loop must be percentages above 0 and at most 100.", e);
    }
  }
}
