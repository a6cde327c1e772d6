package dev.spikebench.cli.command;

import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.study.StudyLoad;
import dev.spikebench.cli.study.StudyOptions;
import dev.spikebench.cli.study.StudyService;
import dev.spikebench.loadgen.workload.WorkloadException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The factorial study.
@Command(
    name = "study",
    mixinStandardHelpOptions = true,
    description = {
      "Tell the language from the design: measure every combination of backend and settings.",
      "",
      "Builds what is missing, runs the parity cases, then measures backend x write strategy x",
      "synchronous level x shape of the event ids (x stream subscribers), every combination once",
      "in every round, each in a fresh process on an empty database, in balanced random order.",
      "Ratios at fixed levels get exact intervals; then it says how much of the variation each",
      "factor explains. Writes study-results.json, study.md and study.html.",
      "",
      "An interrupted study goes on where it stopped: --resume DIR.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spikebench study --dry-run              what it would do, and how long it would take",
      "  spikebench study                        the default: within 20 minutes on two cores",
      "  spikebench study --rounds 12 --events 20000 --output overnight",
      "  spikebench study --strategy per-event,group --synchronous FULL --subscribers 0,20",
      "  spikebench study --resume overnight     after an interruption",
      "  spikebench report overnight/study-results.json --format html --to study.html",
      "",
      "Exit codes: 0 measured, 3 a parity case or a request failed, or a stream lost, repeated or",
      "swapped events, 4 a combination has no valid measurement or lost events, 5 no backend could",
      "be run, 6 what --resume names was measured elsewhere or of something else, 130 or 143",
      "interrupted."
    })
public final class StudyCommand implements Callable<Integer> {
  /// The fewest with which a ratio of pairs has an exact interval at 95 %.
  private static final int DEFAULT_ROUNDS = 6;

  /// With six rounds more than the 1,000 requests that the 99th percentile of a combination needs.
  private static final long DEFAULT_EVENTS = 8_400;

  /// JSON numbers are exact up to here in every reader.
  private static final long SEED_LIMIT = 1L << 53;

  /// All that decides what is measured: an interrupted study has it in its file.
  private static final List<String> OF_A_NEW_STUDY =
      List.of(
          "--strategy",
          "--synchronous",
          "--ids",
          "--subscribers",
          "--rounds",
          "--events",
          "--concurrency",
          "--batch-size",
          "--warmup",
          "--seed",
          "--output",
          "--dry-run");

  private final Terminal terminal;
  private final Installation installation;
  private final List<String> arguments;

  @Spec private CommandSpec spec;

  @Mixin private CommonOptions common = new CommonOptions();

  @Mixin private StudyFactorOptions factors = new StudyFactorOptions();

  @Option(
      names = {"-b", "--backend"},
      paramLabel = "ID",
      description =
          "A backend to measure, by its id under backends/ or its descriptor's path; repeatable"
              + " (default: those of compare).")
  private List<String> backends = new ArrayList<>();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "How often each combination is measured; six are the fewest with intervals (default: 6).")
  private int rounds = DEFAULT_ROUNDS;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "Measured events of each measurement (default: ${DEFAULT-VALUE}).")
  private long events = DEFAULT_EVENTS;

  @Option(
      names = {"-c", "--concurrency"},
      paramLabel = "N",
      description =
          "Connections, each of which sends when its last request has ended (default: 40).")
  private int concurrency = 40;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Events in one request (default: 50).")
  private int batchSize = 50;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      description = "Events sent before the clock starts (default: 500).")
  private long warmupEvents = 500;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the order of measurement (default: drawn, and stored in the result).")
  private @Nullable Long seed;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where the files go (default: results/runs/<UTC time>/).")
  private @Nullable Path output;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description =
          "Go on with the interrupted study in this folder, with its design, load and seed; refused"
              + " where machine, program or a backend's artifact have changed.")
  private @Nullable Path resumed;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      description =
          "Where the databases lie while they are measured; they are deleted afterwards"
              + " (default: results/runs/.work).")
  private @Nullable Path workDirectory;

  @Option(
      names = "--no-wait",
      description = "Refuse instead of waiting where another measurement runs on this machine.")
  private boolean noWait;

  @Option(
      names = "--publish",
      description =
          "Also renew docs/study.md and the dated result file in results/; nothing is published"
              + " where something failed.")
  private boolean publish;

  @Option(
      names = "--dry-run",
      description = "Say what would be measured and how long it would take; do nothing.")
  private boolean dryRun;

  /// The command for the installation's backends.
  ///
  /// @param arguments the whole command line, which the result file keeps
  @SuppressWarnings("NullAway.Init") // picocli sets the specification before it calls the command
  public StudyCommand(Terminal terminal, Installation installation, List<String> arguments) {
    this.terminal = terminal;
    this.installation = installation;
    this.arguments = List.copyOf(arguments);
  }

  @Override
  public Integer call() {
    StudyService service = new StudyService(terminal, installation, common, Clock.systemUTC());
    if (resumed != null) {
      requireNothingElse();
      return service.resume(resumed, backends, workDirectory(), !noWait, publish).code();
    }
    StudyOptions options = options(service);
    if (dryRun) {
      service.describe(options);
      return ExitCode.GOOD.code();
    }
    return service.run(options).code();
  }

  private void requireNothingElse() {
    for (OptionSpec option : spec.options()) {
      if (OF_A_NEW_STUDY.contains(option.longestName())
          && spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw wrong(
            "--resume takes design, load, seed and folder from the interrupted study: leave "
                + option.longestName()
                + " out.");
      }
    }
  }

  private StudyOptions options(StudyService service) {
    long chosenSeed = seed == null ? new SecureRandom().nextLong(SEED_LIMIT) : seed;
    if (chosenSeed < 0 || chosenSeed >= SEED_LIMIT) {
      throw wrong("--seed must be between 0 and " + (SEED_LIMIT - 1) + ".");
    }
    if (rounds < 1 || rounds > StudyOptions.MAX_ROUNDS) {
      throw wrong("--rounds must be between 1 and " + StudyOptions.MAX_ROUNDS + ".");
    }
    return new StudyOptions(
        service.backends(backends),
        factors.strategies(),
        factors.synchronous(),
        factors.ids(),
        factors.subscribers(),
        rounds,
        load(),
        chosenSeed,
        output == null ? service.defaultOutput() : output,
        workDirectory(),
        !noWait,
        publish,
        arguments);
  }

  private StudyLoad load() {
    try {
      return new StudyLoad(events, concurrency, batchSize, warmupEvents);
    } catch (WorkloadException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Path workDirectory() {
    return workDirectory == null ? installation.work() : workDirectory;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
