package dev.spikebench.cli;

import dev.spikebench.results.json.FileWriteException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// The one place where an exception becomes a message and an exit code.
final class FailureReporter implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    ExitCode exitCode = ExitCodes.of(failure);
    var err = commandLine.getErr();
    String message = failure.getMessage();
    err.println("spikebench: " + (message == null ? failure.getClass().getSimpleName() : message));
    boolean unforeseen =
        exitCode == ExitCode.TOOL_FAILURE
            && !(failure instanceof CommandException)
            && !(failure instanceof FileWriteException);
    if (unforeseen || CommonOptions.isVerbose(parsed)) {
      failure.printStackTrace(err);
    }
    err.flush();
    return exitCode.code();
  }
}
