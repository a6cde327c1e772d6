package dev.spikebench.cli.command;

import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.jmh.JmhOptions;
import dev.spikebench.cli.jmh.JmhService;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs the microbenchmarks.
@Command(
    name = "jmh",
    mixinStandardHelpOptions = true,
    description = {
      "Run the microbenchmarks of hot paths; each checks its own answer before it is timed.",
      "",
      "Writes JMH's own jmh.json and jmh.log, and prints the time and the allocation of an"
          + " operation",
      "with the errors that JMH computes.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spikebench jmh --quick              all of them in about two minutes, for a first look",
      "  spikebench jmh Insert -o inserts    those whose name contains Insert, thoroughly",
      "  spikebench jmh --into results/runs/20260101T000000Z/benchmark-results.json",
      "  spikebench jmh --dry-run            which there are",
      "",
      "Exit codes: 0 measured, 2 nothing matches, 4 a benchmark failed, 130 or 143 interrupted",
      "(with the results of the classes that were finished)."
    })
public final class JmhCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Installation installation;

  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "PATTERN",
      description = "Regular expression that a benchmark's name must contain (default: all).")
  private @Nullable String pattern;

  @Option(
      names = "--quick",
      description = "One fork and a second or two a benchmark: shows factors, not per cents.")
  private boolean quick;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where the files go (default: results/runs/jmh-<UTC time>).")
  private @Nullable Path output;

  @Option(
      names = "--into",
      paramLabel = "FILE",
      description =
          "Also put the results into this benchmark-results.json and renew the reports beside it:"
              + " where an event's time goes.")
  private @Nullable Path into;

  @Option(names = "--dry-run", description = "Print the benchmarks that match; run none.")
  private boolean dryRun;

  /// The command for the installation's benchmarks.
  public JmhCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    JmhService service = new JmhService(terminal, installation, common, Clock.systemUTC());
    JmhOptions options = new JmhOptions(pattern, quick, output, into);
    return (dryRun ? service.list(options) : service.run(options)).code();
  }
}
