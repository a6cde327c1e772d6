package dev.spikebench.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Where a command reads its surroundings and writes its words.
///
/// Results go to `out`; progress, logs, hints and errors go to `err`, so that `--json` leaves
/// standard output to its one document.
///
/// @param out standard output
/// @param err standard error
/// @param interactive whether a person is watching, so that a line may be drawn over
public record Terminal(PrintStream out, PrintStream err, boolean interactive) {

  /// The process's own streams, in UTF-8 whatever the locale says: a report must not change with
  /// it.
  @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where nobody is watching
  public static Terminal ofSystem() {
    Console console = System.console();
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    return new Terminal(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        console != null && console.isTerminal() && !dumb);
  }
}
