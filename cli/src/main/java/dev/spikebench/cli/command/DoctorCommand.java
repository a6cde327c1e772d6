package dev.spikebench.cli.command;

import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.doctor.Diagnosis;
import dev.spikebench.cli.doctor.GeneratorFigures;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Says what is installed, what can run, and whether it is a good moment to measure.
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Say what is installed, which backends can run, and whether the machine is quiet.",
      "",
      "What is missing is named together with how to get it.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  spikebench doctor",
      "  spikebench doctor --generator   also what the load generator itself can do, on a server",
      "                                  inside its own process (takes some ten seconds)",
      "",
      "Exit codes: 0 at least one backend can run, 5 none can."
    })
public final class DoctorCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Installation installation;

  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--generator",
      description = "Measure the load generator on its null server, on 1 and on 40 connections.")
  private boolean generator;

  /// The command for the installation's backends.
  public DoctorCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    Diagnosis diagnosis = Diagnosis.of(installation);
    if (generator) {
      diagnosis = diagnosis.with(GeneratorFigures.measure(terminal, common.quiet()));
    }
    if (common.json()) {
      JsonOutput.print(terminal, diagnosis.document());
    } else {
      diagnosis.lines().forEach(terminal.out()::println);
      terminal.out().flush();
    }
    return (diagnosis.anyBackendCanRun() ? ExitCode.GOOD : ExitCode.TARGET_UNAVAILABLE).code();
  }
}
