package dev.spikebench.cli.command;

import dev.spikebench.cli.Terminal;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints the completion script of bash and zsh.
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Print the completion script for bash and zsh.",
    footerHeading = "%nExample:%n",
    footer = "  source <(./spikebench completion)")
public final class CompletionCommand implements Runnable {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  /// The command, printing on the terminal's standard output.
  @SuppressWarnings("NullAway.Init") // picocli sets the specification before it calls run
  public CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    terminal.out().print(AutoComplete.bash("spikebench", spec.root().commandLine()));
    terminal.out().flush();
  }
}
