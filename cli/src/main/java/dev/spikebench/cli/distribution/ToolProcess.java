package dev.spikebench.cli.distribution;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Runs a program that does one thing and ends.
final class ToolProcess {
  private static final long LIMIT_MINUTES = 5;

  private ToolProcess() {}

  /// Runs it to its end.
  ///
  /// @return what it printed
  /// @throws CommandException where it is missing, fails or hangs, with what it printed
  static String run(String... command) {
    String tool = command[0];
    Process process = start(tool, List.of(command));
    try {
      CompletableFuture<String> printed =
          CompletableFuture.supplyAsync(() -> read(process), Thread::startVirtualThread);
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        throw failed(tool + " has not ended within " + LIMIT_MINUTES + " minutes");
      }
      if (process.exitValue() != 0) {
        throw failed(tool + " failed: " + printed.join().strip());
      }
      return printed.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.INTERRUPTED, "interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(String tool, List<String> command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "can't run " + tool + ": " + e.getMessage() + "; is it installed?", e);
    }
  }

  private static String read(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "(its output can't be read: " + e + ")";
    }
  }

  private static CommandException failed(String message) {
    return new CommandException(ExitCode.TOOL_FAILURE, message);
  }
}
