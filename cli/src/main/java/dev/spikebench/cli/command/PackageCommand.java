package dev.spikebench.cli.command;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.distribution.DistributionOptions;
import dev.spikebench.cli.distribution.DistributionService;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Makes the Java server's distribution.
@Command(
    name = "package",
    mixinStandardHelpOptions = true,
    description = {
      "Make a distribution of the Java server that needs no Java installed and starts fast.",
      "",
      "It holds a runtime of the modules that the server needs (jlink), classes and methods",
      "prepared by a training run on the spec workload (AOT cache), SQLite's library for this",
      "platform alone, and a launcher with the flags of the training. Then it is started in turn",
      "with the plain archive, and both starts are printed.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spikebench package                      into dist/spikebench-server",
      "  spikebench package -o /opt/ingest --archive",
      "  dist/spikebench-server/bin/spikebench-server --port 3141",
      "",
      "Exit codes: 0 made, 1 a step failed, 2 not built or no whole JDK, 5 it does not start."
    })
public final class PackageCommand implements Callable<Integer> {
  private static final int MOST_STARTS = 1000;

  private final Terminal terminal;
  private final Installation installation;

  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description =
          "Folder of the distribution, replaced where one is there (default:"
              + " dist/spikebench-server).")
  private @Nullable Path output;

  @Option(names = "--archive", description = "Make DIR.tar.xz too (needs xz).")
  private boolean archive;

  @Option(
      names = "--starts",
      paramLabel = "N",
      defaultValue = "5",
      description = "Starts of each to compare; 0 for none (default: ${DEFAULT-VALUE}).")
  private int starts;

  /// The command for the installation's server.
  public PackageCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    if (starts < 0 || starts > MOST_STARTS) {
      throw new CommandException(
          ExitCode.USAGE, "--starts must be 0 to " + MOST_STARTS + ", was " + starts);
    }
    DistributionService service = new DistributionService(terminal, installation, common);
    return service.run(new DistributionOptions(output, archive, starts)).code();
  }
}
