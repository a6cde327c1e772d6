package dev.spikebench.cli.command;

import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.gate.GateOptions;
import dev.spikebench.cli.gate.GateService;
import dev.spikebench.cli.gate.SelftestOptions;
import dev.spikebench.cli.gate.SelftestService;
import dev.spikebench.results.model.GateRule;
import java.nio.file.Path;
import java.time.Clock;
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

/// The gate's self-test.
@Command(
    name = "selftest",
    mixinStandardHelpOptions = true,
    description = {
      "Show what the gate can guard on this machine.",
      "",
      "Sessions of a backend against itself, and against itself with a known share of CPU work",
      "added: a program beside the backend burns that share of whatever CPU time the backend uses.",
      "Says how many sessions passed and failed, and the smallest change that is guarded.",
      "",
      "Every session has a folder of its own below --output: the same command goes on where it was",
      "interrupted, and a greater --sessions adds to what is there.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spikebench gate selftest                            one session each of 0, 10 and 20%%",
      "  spikebench gate selftest --changes 0 --sessions 20 -o results/runs/selftest",
      "  spikebench gate selftest --changes 20 --sessions 10 -o results/runs/selftest",
      "  spikebench gate selftest --backend rust-axum --changes 0,5",
      "",
      "Exit codes: 0 the gate does what it promises here, 3 it does not (a session of the same",
      "artifact failed more often than once in 20, or the greatest change was found less often"
          + " than",
      "nine times in ten), 4 and 5 a session failed, 6 what is in the folder is of something else,",
      "130 or 143 interrupted."
    })
public final class GateSelftestCommand implements Callable<Integer> {
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
      description = "The backend, named as for the gate (default: this working tree's).")
  private @Nullable String baseline;

  @Option(
      names = {"-b", "--backend"},
      paramLabel = "ID",
      description = "Which backend of a checkout is meant (default: java-undertow-jar).")
  private String backend = "java-undertow-jar";

  @Option(
      names = "--changes",
      split = ",",
      paramLabel = "PERCENT",
      description = "CPU work to add, in percent; 0 is none (default: 0,10,20).")
  private List<Double> changes = new ArrayList<>();

  @Option(
      names = "--sessions",
      paramLabel = "N",
      description = "Sessions of each there are to be in the end (default: 1).")
  private int sessions = 1;

  @Option(
      names = {"-o", "--output", "--resume"},
      paramLabel = "DIR",
      description =
          "Where the sessions lie; what is complete there counts (default:"
              + " results/runs/gate-<UTC time>).")
  private @Nullable Path output;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      description =
          "Where databases lie while they are measured; they are deleted afterwards"
              + " (default: results/runs/.work).")
  private @Nullable Path workDirectory;

  @Option(
      names = "--no-wait",
      description = "Refuse instead of waiting where another measurement runs on this machine.")
  private boolean noWait;

  /// The command for the installation's repository.
  ///
  /// @param arguments the whole command line, which the result files keep
  @SuppressWarnings("NullAway.Init") // picocli sets the specification before it calls the command
  public GateSelftestCommand(Terminal terminal, Installation installation, List<String> arguments) {
    this.terminal = terminal;
    this.installation = installation;
    this.arguments = List.copyOf(arguments);
  }

  @Override
  public Integer call() {
    SelftestService service =
        new SelftestService(terminal, installation, common, Clock.systemUTC());
    return service.run(options()).code();
  }

  private SelftestOptions options() {
    String ref = baseline == null ? GateOptions.WORKING_TREE : baseline;
    if (ref.startsWith("http://") || ref.startsWith("https://")) {
      throw new ParameterException(
          spec.commandLine(),
          "--baseline must be something that can be started: work is added beside its process.");
    }
    List<GateRule> judging = rules.rules(false);
    Path folder =
        output == null
            ? new GateService(terminal, installation, common, Clock.systemUTC()).defaultOutput()
            : output;
    try {
      GateOptions each =
          new GateOptions(
              ref,
              ref,
              backend,
              judging,
              session.looks(judging),
              session.shape(),
              session.rate(),
              session.maxTime(),
              0.0,
              GateCommand.seed(null, spec),
              folder,
              workDirectory == null ? installation.work() : workDirectory,
              !noWait,
              arguments);
      GateCommand.requireTime(each, spec);
      return new SelftestOptions(each, shares(), sessions, folder);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private List<Double> shares() {
    return changes.isEmpty()
        ? List.of(0.0, 0.1, 0.2)
        : changes.stream().map(it -> it / 100).toList();
  }
}
