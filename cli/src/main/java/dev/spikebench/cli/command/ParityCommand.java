package dev.spikebench.cli.command;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.launch.BackendLauncher;
import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.UrlConverter;
import dev.spikebench.cli.backend.BackendCatalog;
import dev.spikebench.cli.backend.TemporaryFolder;
import dev.spikebench.cli.report.ParityFolder;
import dev.spikebench.parity.CaseResult;
import dev.spikebench.parity.ParityJson;
import dev.spikebench.parity.ParityResult;
import dev.spikebench.parity.ParitySuite;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs the 18 cases against a backend that runs, or one that it starts.
@Command(
    name = "parity",
    mixinStandardHelpOptions = true,
    description = {
      "Run the 18 parity cases against a backend.",
      "The backend may be in use: the cases need one free stream slot and leave some events behind."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spikebench parity --url http://127.0.0.1:3141",
      "  spikebench parity --backend java-undertow --output parity-report",
      "",
      "Exit codes: 0 all passed, 3 a case failed, 5 nothing answers at the address."
    })
public final class ParityCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Installation installation;

  @Mixin private CommonOptions common = new CommonOptions();

  @ArgGroup(multiplicity = "1")
  private Target target = new Target();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Write parity.json and the JUnit XML report into this folder.")
  private @Nullable Path output;

  /// Where the cases are sent: exactly one of the two.
  static final class Target {
    @Option(
        names = "--url",
        paramLabel = "URL",
        converter = UrlConverter.class,
        description = "Base URL of a backend that runs, http://HOST:PORT.")
    @Nullable URI url;

    @Option(
        names = "--backend",
        paramLabel = "ID",
        description =
            "A backend described under backends/, or a descriptor's path: built if necessary,"
                + " started with a fresh database, and stopped afterwards.")
    @Nullable String backend;
  }

  /// The command for the installation's backends.
  public ParityCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    ParityResult result = target.url != null ? runAgainst(target.url) : runBackend(target.backend);
    if (common.json()) {
      JsonOutput.print(terminal, ParityJson.of(result));
    } else {
      terminal.out().println(result.closingLine());
    }
    return (result.allPassed() ? ExitCode.GOOD : ExitCode.ANSWER_IS_NO).code();
  }

  private ParityResult runBackend(@Nullable String name) {
    BackendDescriptor descriptor = BackendCatalog.of(installation).find(String.valueOf(name));
    BackendCatalog.buildOrFail(descriptor, this::say);
    try (TemporaryFolder folder = TemporaryFolder.create("spikebench-parity");
        RunningBackend backend =
            BackendLauncher.launch(descriptor, LaunchOptions.in(folder.path()))) {
      return runAgainst(backend.baseUri());
    }
  }

  private ParityResult runAgainst(URI url) {
    Path folder = output;
    if (folder == null) {
      return ParitySuite.run(url, this::progress);
    }
    return ParityFolder.run(url, this::progress, folder);
  }

  private void progress(CaseResult result) {
    if (common.json()) {
      say(line(result));
    } else {
      terminal.out().println(line(result));
    }
  }

  private void say(String line) {
    if (!common.quiet()) {
      terminal.err().println(line);
    }
  }

  private static String line(CaseResult result) {
    String mark =
        switch (result.outcome()) {
          case PASSED -> "passed ";
          case FAILED -> "FAILED ";
          case SKIPPED -> "SKIPPED";
        };
    String line = "  " + mark + "  " + result.id() + "  " + result.name();
    return result.message().isEmpty() ? line : line + "\n             " + result.message();
  }
}
