package dev.spikebench.cli.command;

import dev.spikebench.backends.raw.IdShape;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.growth.GrowthOptions;
import dev.spikebench.cli.growth.GrowthService;
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

/// Measures a backend while its database grows.
@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    description = {
      "Measure what becomes of a backend while its database grows.",
      "",
      "Throughput, p99, memory, start-up and the times of reads at 0, 100,000, 1,000,000 and",
      "5,000,000 stored events, with sequential and with random ids, in fresh processes at each",
      "step. The database is filled up without HTTP. Writes growth-results.json, growth.md and",
      "growth.html with its charts. Takes some ten minutes and 4 GB of disk a backend;",
      "--max-events 1000000 three and 1 GB.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spikebench growth",
      "  spikebench growth --max-events 1000000 --ids spec -b java-undertow -b rust-axum",
      "  spikebench report results/runs/growth-20260101T000000Z/growth-results.json --format html",
      "",
      "Exit codes: 0 measured, 4 no process has valid figures, 5 a backend can't be run,",
      "130 or 143 interrupted (with growth-results.partial.json and its report)."
    })
public final class GrowthCommand implements Callable<Integer> {
  private static final int DEFAULT_ROUNDS = 3;

  private final Terminal terminal;
  private final Installation installation;

  @Spec private CommandSpec spec;

  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = {"-b", "--backend"},
      paramLabel = "ID",
      description =
          "A backend to measure, by its id under backends/ or its descriptor's path; repeatable"
              + " (default: java-undertow).")
  private List<String> backends = new ArrayList<>();

  @Option(
      names = "--ids",
      paramLabel = "SHAPE",
      split = ",",
      description = "What the events' ids are like: spec (ascending), random-ids (default: both).")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--max-events",
      paramLabel = "N",
      description = "The most stored events to look at (default: 5000000).")
  private long maxEvents = GrowthOptions.DEFAULT_EVENTS;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Fresh processes at each step (default: 3).")
  private int rounds = DEFAULT_ROUNDS;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where the files go (default: results/runs/growth-<UTC time>).")
  private @Nullable Path output;

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

  /// The command for the installation's backends.
  @SuppressWarnings("NullAway.Init") // picocli sets the specification before it calls the command
  public GrowthCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    GrowthService service = new GrowthService(terminal, installation, common, Clock.systemUTC());
    if (maxEvents < 0 || maxEvents > GrowthOptions.MOST_EVENTS) {
      throw wrong("--max-events must be between 0 and " + GrowthOptions.MOST_EVENTS + ".");
    }
    if (rounds < 1 || rounds > GrowthOptions.MOST_ROUNDS) {
      throw wrong("--rounds must be between 1 and " + GrowthOptions.MOST_ROUNDS + ".");
    }
    GrowthOptions options =
        new GrowthOptions(
            backends.isEmpty() ? List.of("java-undertow") : backends,
            shapes(),
            maxEvents,
            rounds,
            output == null ? service.defaultOutput() : output,
            workDirectory == null ? installation.work() : workDirectory,
            !noWait);
    return service.run(options).code();
  }

  private List<IdShape> shapes() {
    if (ids.isEmpty()) {
      return List.of(IdShape.values());
    }
    return ids.stream()
        .distinct()
        .map(
            name ->
                IdShape.of(name)
                    .orElseThrow(
                        () -> wrong("--ids must be spec or random-ids, was '" + name + "'.")))
        .toList();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
