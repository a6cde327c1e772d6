package dev.spikebench.cli;

/// Ends a command with a message for the user and an exit code of its own.
///
/// The message is a whole sentence that says what to do next; no stack trace is shown for it.
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /// A failure that ends the command.
  ///
  /// @param exitCode what the process ends with
  /// @param message what happened and what to do next
  public CommandException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /// A failure with the fault that lies under it, shown with `-v` alone.
  public CommandException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /// What the process ends with.
  public ExitCode exitCode() {
    return exitCode;
  }
}
