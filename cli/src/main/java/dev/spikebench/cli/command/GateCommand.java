package dev.spikebench.cli.command;

import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.gate.GateOptions;
import dev.spikebench.cli.gate.GateService;
import dev.spikebench.cli.gate.StoredSession;
import dev.spikebench.results.model.GateRule;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The gate.
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description = {
      "May the candidate replace the baseline? PASS, REGRESSED, or INCONCLUSIVE and why.",
      "",
      "Builds both sides, runs the parity cases, then measures them in one session, together with",
      "a control, the baseline launched a second time: in every epoch each is started afresh and",
      "loaded in short slices that take turns in balanced random order. The session is judged at",
      "planned looks and ends at the first that decides. Writes gate-results.json, gate.md,",
      "gate-summary.md (for the page of a job) and gate.html.",
      "",
      "A side is a git revision (git:main, checked out beside and built there), a folder that",
      "holds a checkout, the descriptor or the id of a backend, or the URL of one that runs.",
      "The baseline may be the file of an earlier session instead: the candidate is then set"
          + " beside",
      "that session's candidate, through that session's baseline, which is measured again. That is",
      "at most a warning, and only on the same machine.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spikebench gate --baseline git:main                 this working tree against main",
      "  spikebench gate --baseline git:HEAD~1 --candidate git:HEAD --backend rust-axum",
      "  spikebench gate --baseline ../main --candidate . --strict --max-time 20m",
      "  spikebench gate --baseline node-express --candidate rust-axum --metric cpu=5%%,rss=10%%",
      "  spikebench gate --baseline http://127.0.0.1:3141 --candidate http://127.0.0.1:3142",
      "  spikebench gate --baseline OLD/gate-results.json    against an earlier session's"
          + " candidate",
      "  spikebench gate --baseline git:main --dry-run       what it would do, and how long",
      "  spikebench gate selftest                            what could be guarded on this machine",
      "  spikebench report DIR/gate-results.json --format markdown",
      "",
      "Exit codes: 0 passed (or inconclusive, with a warning), 3 regressed or a parity case of the",
      "candidate failed, 4 requests failed or events were lost, 5 a side could not be run, 6 not",
      "comparable, 7 inconclusive with --strict, 130 or 143 interrupted (with a partial result)."
    })
public final class GateCommand implements Callable<Integer> {
  /// JSON numbers are exact up to here in every reader.
  static final long SEED_LIMIT = 1L << 53;

  private final Terminal terminal;
  private final Installation installation;
  private final List<String> arguments;

  @Spec private CommandSpec spec;

  @Mixin private CommonOptions common = new CommonOptions();

  @Mixin private GateRuleOptions rules = new GateRuleOptions();

  @Mixin private GateSessionOptions session = new GateSessionOptions();

  @Option(
      names = "--baseline",
      paramLabel = "REF",
      description = "What the candidate is held against.")
  private @Nullable String baseline;

  @Option(
      names = "--candidate",
      paramLabel = "REF",
      description = "What is judged (default: working-tree, the checkout of this tool).")
  private @Nullable String candidate;

  @Option(
      names = {"-b", "--backend"},
      paramLabel = "ID",
      description = "Which backend of a checkout is meant (default: java-undertow-jar).")
  private String backend = "java-undertow-jar";

  @Option(
      names = "--strict",
      description = "End with 7 where the session is inconclusive, instead of 0 with a warning.")
  private boolean strict;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the order of measurement (default: drawn, and stored in the result).")
  private @Nullable Long seed;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where the files go (default: results/runs/gate-<UTC time>).")
  private @Nullable Path output;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      description =
          "Where checkouts and databases lie while they are measured; they are deleted afterwards"
              + " (default: results/runs/.work).")
  private @Nullable Path workDirectory;

  @Option(
      names = "--no-wait",
      description = "Refuse instead of waiting where another measurement runs on this machine.")
  private boolean noWait;

  @Option(
      names = "--dry-run",
      description = "Say what would be done and how long it would take; do nothing.")
  private boolean dryRun;

  /// The command for the installation's repository.
  ///
  /// @param arguments the whole command line, which the result file keeps
  @SuppressWarnings("NullAway.Init") // picocli sets the specification before it calls the command
  public GateCommand(Terminal terminal, Installation installation, List<String> arguments) {
    this.terminal = terminal;
    this.installation = installation;
    this.arguments = List.copyOf(arguments);
  }

  @Override
  public Integer call() {
    GateService service = new GateService(terminal, installation, common, Clock.systemUTC());
    if (baseline == null) {
      throw wrong("Missing --baseline: what the candidate is held against, such as git:main.");
    }
    StoredSession stored = StoredSession.find(baseline).orElse(null);
    GateOptions options =
        stored == null
            ? options(service, baseline, backend)
            : options(service, stored.reference(), stored.backendId(backend));
    if (dryRun) {
      service.describe(options);
      return ExitCode.GOOD.code();
    }
    return (stored == null ? service.run(options, strict) : service.runAgainst(options, stored))
        .code();
  }

  private GateOptions options(GateService service, String reference, String backendId) {
    String judged = candidate == null ? GateOptions.WORKING_TREE : candidate;
    List<GateRule> judging = rules.rules(isAddress(reference) || isAddress(judged));
    GateOptions options;
    try {
      options =
          new GateOptions(
              reference,
              judged,
              backendId,
              judging,
              session.looks(judging),
              session.shape(),
              session.rate(),
              session.maxTime(),
              null,
              seed(seed, spec),
              output == null ? service.defaultOutput() : output,
              workDirectory == null ? installation.work() : workDirectory,
              !noWait,
              arguments);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    requireTime(options, spec);
    return options;
  }

  private static boolean isAddress(String ref) {
    return ref.startsWith("http://") || ref.startsWith("https://");
  }

  /// A session that ends before its first look never fails.
  static void requireTime(GateOptions options, CommandSpec spec) {
    if (options.maxTime().compareTo(options.leastTime()) < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--max-time of %d s could never fail: the slices up to the first look at %d epochs alone take %d s"
              .formatted(
                  options.maxTime().toSeconds(),
                  options.looks().getFirst(),
                  options.leastTime().toSeconds()));
    }
  }

  /// The seed that was given, or one that is drawn.
  static long seed(@Nullable Long given, CommandSpec spec) {
    long chosen = given == null ? new SecureRandom().nextLong(SEED_LIMIT) : given;
    if (chosen < 0 || chosen >= SEED_LIMIT) {
      throw new ParameterException(
          spec.commandLine(), "--seed must be between 0 and " + (SEED_LIMIT - 1) + ".");
    }
    return chosen;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
