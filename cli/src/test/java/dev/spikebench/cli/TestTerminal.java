package dev.spikebench.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Runs commands in this process and keeps what they print.
final class TestTerminal {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Installation installation;

  TestTerminal(Path root) {
    installation = new Installation(root);
  }

  /// One in the repository that is being built.
  static TestTerminal inRepository() {
    return new TestTerminal(repository());
  }

  static Path repository() {
    return Path.of(System.getProperty("spikebench.root", ".."));
  }

  int run(String... arguments) {
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    return Main.run(terminal, installation, arguments);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
