package dev.spikebench.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/// The flags that every command takes.
public final class CommonOptions {

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no hints on standard error.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say more, and show stack traces.")
  private boolean verbose;

  @Option(
      names = "--json",
      description = "One JSON document on standard output, and nothing else there.")
  private boolean json;

  /// Whether progress and hints are wanted on standard error.
  public boolean quiet() {
    return quiet;
  }

  /// Whether details and stack traces are wanted.
  public boolean verbose() {
    return verbose;
  }

  /// Whether standard output is to be one JSON document.
  public boolean json() {
    return json;
  }

  static boolean isVerbose(ParseResult parsed) {
    for (ParseResult level = parsed; level != null; level = level.subcommand()) {
      if (level.hasMatchedOption("--verbose")) {
        return true;
      }
    }
    return false;
  }
}
