package dev.spikebench.backends.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// What a short command printed.
///
/// @param exitCode its exit code
/// @param text the first 64 KiB of standard output and standard error together
public record CommandOutput(int exitCode, String text) {
  private static final int MAX_BYTES = 64 * 1024;
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(2);

  /// Runs a command and waits for it; empty if it can't be run, or takes longer than the time, in
  /// which case it is killed with all it started. An interrupt ends the waiting and stays set.
  ///
  /// @param command program and arguments
  /// @param directory where it runs; null is the directory of this process
  /// @param environment variables added to those of this process
  public static Optional<CommandOutput> of(
      List<String> command,
      @Nullable Path directory,
      Map<String, String> environment,
      Duration timeout) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    if (directory != null) {
      builder.directory(directory.toFile());
    }
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      try {
        return collect(process, timeout);
      } finally {
        ProcessTree.kill(ProcessTree.of(process.toHandle()), KILL_TIMEOUT);
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<CommandOutput> collect(Process process, Duration timeout) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("output-of-" + process.pid())
        .start(() -> text.complete(read(process.getInputStream())));
    try {
      long deadlineNs = System.nanoTime() + timeout.toNanos();
      if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
      // A child that it left behind may hold the stream open.
      long leftNs = Math.max(0, deadlineNs - System.nanoTime());
      return Optional.of(
          new CommandOutput(process.exitValue(), text.get(leftNs, TimeUnit.NANOSECONDS)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    }
  }

  private static String read(InputStream stream) {
    try (stream) {
      byte[] bytes = stream.readNBytes(MAX_BYTES);
      stream.transferTo(OutputStream.nullOutputStream());
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
