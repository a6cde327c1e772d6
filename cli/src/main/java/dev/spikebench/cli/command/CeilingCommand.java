package dev.spikebench.cli.command;

import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.ceiling.CeilingOptions;
import dev.spikebench.cli.ceiling.CeilingService;
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

/// Measures what each part of an event's way can do by itself.
@Command(
    name = "ceiling",
    mixinStandardHelpOptions = true,
    description = {
      "Measure what this machine can do at most: raw inserts, syncs, parsing, the load generator.",
      "",
      "Inserts the spec workload's events through each backend's own SQLite binding, with its full",
      "schema and all indexes, without HTTP and JSON, by one thread: groups of 1, 50, 500 and",
      "2,000, NORMAL and FULL, sequential and random ids, one and many rows a statement. The best",
      "is the ceiling of every backend; a binding that stays more than 15 %% below is said.",
      "Takes about ten minutes of a quiet machine; --quick one and a half.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spikebench ceiling --quick",
      "  spikebench ceiling --passes 5 -o ceiling-today",
      "  spikebench ceiling -b java-undertow -b java-undertow-jar --json",
      "",
      "Exit codes: 0 measured, 4 a benchmark finds its answer wrong, 5 no binding could be"
          + " measured,",
      "130 or 143 interrupted (with ceiling.partial.json)."
    })
public final class CeilingCommand implements Callable<Integer> {
  private static final int DEFAULT_PASSES = 3;

  private final Terminal terminal;
  private final Installation installation;

  @Spec private CommandSpec spec;

  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = {"-b", "--backend"},
      paramLabel = "ID",
      description =
          "A backend whose binding is measured, by its id under backends/ or its descriptor's path;"
              + " repeatable (default: those that compare measures).")
  private List<String> backends = new ArrayList<>();

  @Option(
      names = "--quick",
      description = "Two sizes of groups and one pass with fewer events, for a first look.")
  private boolean quick;

  @Option(
      names = "--passes",
      paramLabel = "N",
      description = "How often each case is measured (default: 3, with --quick 1).")
  private @Nullable Integer passes;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where ceiling.json goes (default: results/runs/ceiling-<UTC time>).")
  private @Nullable Path output;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      description =
          "Where the databases lie; its file system is measured (default: results/runs/.work).")
  private @Nullable Path workDirectory;

  @Option(
      names = "--no-wait",
      description = "Refuse instead of waiting where another measurement runs on this machine.")
  private boolean noWait;

  /// The command for the installation's backends.
  @SuppressWarnings("NullAway.Init") // picocli sets the specification before it calls the command
  public CeilingCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    CeilingService service = new CeilingService(terminal, installation, common, Clock.systemUTC());
    int wanted = passes == null ? (quick ? 1 : DEFAULT_PASSES) : passes;
    if (wanted < 1 || wanted > CeilingOptions.MOST_PASSES) {
      throw new ParameterException(
          spec.commandLine(), "--passes must be between 1 and " + CeilingOptions.MOST_PASSES + ".");
    }
    CeilingOptions options =
        new CeilingOptions(
            backends,
            quick,
            wanted,
            output == null ? service.defaultOutput() : output,
            workDirectory == null ? installation.work() : workDirectory,
            !noWait);
    return service.run(options).code();
  }
}
