package dev.spikebench.cli;

import dev.spikebench.cli.command.BackendCommand;
import dev.spikebench.cli.command.CalibrateCommand;
import dev.spikebench.cli.command.CeilingCommand;
import dev.spikebench.cli.command.CompareCommand;
import dev.spikebench.cli.command.CompletionCommand;
import dev.spikebench.cli.command.DiffCommand;
import dev.spikebench.cli.command.DoctorCommand;
import dev.spikebench.cli.command.ExportCommand;
import dev.spikebench.cli.command.GateCommand;
import dev.spikebench.cli.command.GateSelftestCommand;
import dev.spikebench.cli.command.GrowthCommand;
import dev.spikebench.cli.command.HistoryCommand;
import dev.spikebench.cli.command.JmhCommand;
import dev.spikebench.cli.command.LoadCommand;
import dev.spikebench.cli.command.PackageCommand;
import dev.spikebench.cli.command.ParityCommand;
import dev.spikebench.cli.command.ReportCommand;
import dev.spikebench.cli.command.ServerCommand;
import dev.spikebench.cli.command.SoakCommand;
import dev.spikebench.cli.command.StudyCommand;
import dev.spikebench.cli.command.WorkloadCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/// The entry point of the command line.
public final class Main {
  /// Wide enough for the examples; the same everywhere, so that help reads alike in every terminal.
  private static final int HELP_WIDTH = 100;

  private Main() {}

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] arguments) {
    // Figures read alike everywhere: 1,234.5 never becomes 1.234,5 or other digits.
    Locale.setDefault(Locale.ROOT);
    System.exit(run(Terminal.ofSystem(), Installation.ofSystem(), arguments));
  }

  /// Runs one command.
  ///
  /// @param terminal where its words go
  /// @param installation where the repository and its packaged parts are
  /// @return the exit code, one of [ExitCode]
  public static int run(Terminal terminal, Installation installation, String... arguments) {
    int exitCode = commandLine(terminal, installation, List.of(arguments)).execute(arguments);
    // A print stream keeps a full disk to itself until it is asked.
    if (terminal.out().checkError() && exitCode == ExitCode.GOOD.code()) {
      terminal.err().println("spikebench: standard output could not be written; is the disk full?");
      return ExitCode.TOOL_FAILURE.code();
    }
    return exitCode;
  }

  private static CommandLine commandLine(
      Terminal terminal, Installation installation, List<String> arguments) {
    CommandLine root =
        new CommandLine(new RootCommand())
            .addSubcommand(new CompareCommand(terminal, installation, arguments))
            .addSubcommand(new StudyCommand(terminal, installation, arguments))
            .addSubcommand(
                new CommandLine(new GateCommand(terminal, installation, arguments))
                    .addSubcommand(new GateSelftestCommand(terminal, installation, arguments)))
            .addSubcommand(new LoadCommand(terminal, installation))
            .addSubcommand(new SoakCommand(terminal, installation))
            .addSubcommand(new ParityCommand(terminal, installation))
            .addSubcommand(new ReportCommand(terminal, installation))
            .addSubcommand(new ExportCommand(terminal))
            .addSubcommand(new HistoryCommand(terminal, installation))
            .addSubcommand(new DiffCommand(terminal))
            .addSubcommand(new BackendCommand(terminal, installation))
            .addSubcommand(new WorkloadCommand(terminal, installation))
            .addSubcommand(new ServerCommand(terminal, installation))
            .addSubcommand(new DoctorCommand(terminal, installation))
            .addSubcommand(new JmhCommand(terminal, installation))
            .addSubcommand(new CeilingCommand(terminal, installation))
            .addSubcommand(new GrowthCommand(terminal, installation))
            .addSubcommand(new PackageCommand(terminal, installation))
            .addSubcommand(new CalibrateCommand(terminal, installation))
            .addSubcommand(new CompletionCommand(terminal))
            .addSubcommand(new CommandLine.HelpCommand());
    root.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    root.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    root.setExecutionExceptionHandler(new FailureReporter());
    root.setParameterExceptionHandler(new UsageReporter());
    root.setUsageHelpWidth(HELP_WIDTH);
    root.setAbbreviatedOptionsAllowed(false);
    return root;
  }
}
