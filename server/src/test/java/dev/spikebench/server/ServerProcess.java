package dev.spikebench.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// The packaged server as a process of its own.
final class ServerProcess implements AutoCloseable {
  private static final long END_LIMIT_SECONDS = 30;

  private final Process process;
  private final BufferedReader out;
  private final BufferedReader err;

  private ServerProcess(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.err = process.errorReader(StandardCharsets.UTF_8);
  }

  /// Starts the jar.
  ///
  /// @param folder the working directory
  /// @param environment the configuration, over a free port
  static ServerProcess start(Path folder, Map<String, String> environment, String... arguments) {
    Path root = Path.of(Objects.requireNonNull(System.getProperty("spikebench.root")));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(root.resolve("server/target/spikebench-server.jar").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("INGEST_"));
    builder.environment().put("INGEST_PORT", "0");
    builder.environment().putAll(environment);
    try {
      return new ServerProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next line on stdout; an empty text at its end.
  String outputLine() {
    try {
      String line = out.readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Everything that is still to come on stdout.
  List<String> restOfOutput() {
    return out.lines().toList();
  }

  /// Everything that is still to come on stderr.
  List<String> restOfErrors() {
    return err.lines().toList();
  }

  /// Waits for the ready line and gives its port.
  int awaitPort() {
    String line = outputLine();
    if (!line.startsWith("listening on http://")) {
      throw new AssertionError("no ready line but \"" + line + "\", then " + restOfErrors());
    }
    return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
  }

  /// The process's id.
  long pid() {
    return process.pid();
  }

  /// Asks the process to end, as SIGTERM does.
  void terminate() {
    // Not through the process itself: that would close its output, which is still to be read.
    var _ = process.toHandle().destroy();
  }

  /// Waits for the end and gives the exit code.
  int awaitExit() throws InterruptedException {
    if (!process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the process did not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
