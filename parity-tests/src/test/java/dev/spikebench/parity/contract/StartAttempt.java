package dev.spikebench.parity.contract;

import static org.awaitility.Awaitility.await;

import dev.spikebench.backends.descriptor.StartPlan;
import dev.spikebench.parity.BackendFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One try to start the backend under test, by its descriptor's command, in a folder of its own,
/// with nothing but the given variables of the contract, its two outputs kept apart. Closing it
/// ends the process.
final class StartAttempt implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Process process;
  private final Path standardOutput;
  private final Path standardError;

  private StartAttempt(Process process, Path standardOutput, Path standardError) {
    this.process = process;
    this.standardOutput = standardOutput;
    this.standardError = standardError;
  }

  /// Starts it with `folder` as its working directory.
  static StartAttempt in(Path folder, Map<String, String> environment) {
    StartPlan start = BackendFixture.descriptor().start();
    ProcessBuilder builder = new ProcessBuilder(start.command());
    builder.environment().keySet().removeIf(name -> name.startsWith("INGEST_"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(start.environment());
    builder.environment().putAll(environment);
    try {
      Path output = Files.createTempFile(folder, "stdout-", ".txt");
      Path error = Files.createTempFile(folder, "stderr-", ".txt");
      builder.directory(folder.toFile());
      builder.redirectOutput(output.toFile()).redirectError(error.toFile());
      return new StartAttempt(builder.start(), output, error);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Waits for the end of the process and gives its exit code.
  int exitCode() {
    try {
      if (!process.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("It runs on instead of refusing to start: " + outputLines());
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", interrupted);
    }
  }

  /// Waits until it has printed a whole line to stdout or has ended.
  void awaitOutputOrEnd() {
    await().atMost(TIMEOUT).until(() -> !process.isAlive() || read(standardOutput).contains("\n"));
  }

  List<String> outputLines() {
    return read(standardOutput).lines().toList();
  }

  List<String> errorLines() {
    return read(standardError).lines().toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
