package dev.spikebench.cli.command;

import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.calibrate.CalibrationService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Measures the load generator against truths that are known.
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    description = {
      "Measure the load generator itself: exact delays, stopped servers, a stopped generator, its"
          + " cost beside wrk's,",
      "whether it knows when it was the limit. Shows what its readings are worth on this machine.",
      "Takes some eight minutes of a quiet machine; --quick two."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spikebench calibrate",
      "  spikebench calibrate --quick",
      "  spikebench calibrate --only known-delay --only start-up",
      "",
      "Exit codes: 0 every reading is as wanted, 3 one is not."
    })
public final class CalibrateCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Installation installation;

  @Spec private CommandSpec spec;

  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--only",
      paramLabel = "CHECK",
      completionCandidates = Ids.class,
      description = "Make this check alone; repeatable: ${COMPLETION-CANDIDATES}.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--quick", description = "Fewer rounds and shorter runs.")
  private boolean quick;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Also write calibration.json to this folder.")
  private @Nullable Path output;

  /// The names of the checks.
  static final class Ids implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return CalibrationService.ids().iterator();
    }
  }

  /// The command, printing on the terminal.
  @SuppressWarnings("NullAway.Init") // picocli sets the specification before it calls the command
  public CalibrateCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    for (String id : only) {
      if (!CalibrationService.ids().contains(id)) {
        throw new ParameterException(
            spec.commandLine(),
            "--only: there is no check '%s'; there are: %s"
                .formatted(id, String.join(", ", CalibrationService.ids())));
      }
    }
    return new CalibrationService(terminal, common)
        .run(only, quick, installation.work(), output)
        .code();
  }
}
