package dev.spikebench.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The syncs of another process, as the system sees them, by `strace`.
final class SystemCallTrace implements AutoCloseable {
  private final Process strace;
  private final Path log;

  private SystemCallTrace(Process strace, Path log) {
    this.strace = strace;
    this.log = log;
  }

  /// Watches all threads of a process from now on. Where that can't be, the test is skipped and
  /// says so.
  static SystemCallTrace ofSyncs(long pid, Path folder) throws IOException {
    Path log = folder.resolve("strace.log");
    List<String> command = List.of("strace", "-f", "-y", "-e", "trace=fsync,fdatasync");
    List<String> whereTo = List.of("-o", log.toString(), "-p", Long.toString(pid));
    Process strace;
    try {
      strace =
          new ProcessBuilder(Stream.concat(command.stream(), whereTo.stream()).toList())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw skipped("there is no strace here: " + e.getMessage());
    }
    BufferedReader words = strace.inputReader(StandardCharsets.UTF_8);
    for (String line = words.readLine(); line != null; line = words.readLine()) {
      if (line.contains("attached")) {
        return new SystemCallTrace(strace, log);
      }
      System.err.println(line);
    }
    throw skipped("strace may not watch another process here");
  }

  /// How many syncs of a file have begun so far.
  long syncsOf(String fileName) {
    try {
      return Files.readAllLines(log).stream()
          .filter(line -> line.contains("sync(") && line.contains("/" + fileName + ">"))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Lets the process go on unwatched.
  @Override
  public void close() {
    var _ = strace.toHandle().destroy();
    try {
      if (!strace.waitFor(10, TimeUnit.SECONDS)) {
        strace.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException skipped(String reason) {
    System.err.println("SKIPPED: syncs can't be counted: " + reason);
    return Assumptions.abort("syncs can't be counted: " + reason);
  }
}
