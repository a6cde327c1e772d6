package dev.spikebench.backends.raw;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.descriptor.RawInsertPlan;
import dev.spikebench.backends.launch.LaunchEnvironment;
import dev.spikebench.backends.process.EndWithJvm;
import dev.spikebench.backends.process.ProcessTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// One run of a measuring program. Used by one thread.
final class RawInsertRun {
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_BYTES = 16 * 1024;

  private final BackendDescriptor backend;
  private final RawInsertPlan plan;
  private final Path folder;
  private final Path database;

  /// @param folder gets what the program prints
  /// @param database the database, made where it is missing
  RawInsertRun(BackendDescriptor backend, RawInsertPlan plan, Path folder, Path database) {
    this.backend = backend;
    this.plan = plan;
    this.folder = folder;
    this.database = database;
  }

  /// Runs the program to its end.
  ///
  /// @return what it printed on standard output, at most 16 KiB
  /// @throws RawInsertException if it can't be run, fails, takes longer than the limit, or this
  ///   thread is interrupted, which stays set
  String output(RawInsertRequest request, Duration limit) throws IOException {
    Path out = folder.resolve("standard-output.txt");
    Path errors = folder.resolve("standard-error.txt");
    Process process = start(request, out, errors);
    int exitCode = awaitEnd(process, limit);
    if (exitCode != 0) {
      String said = head(errors).strip();
      throw RawInsertRate.failure(
          backend,
          String.join(" ", plan.command())
              + " ended with exit code "
              + exitCode
              + (said.isEmpty() ? "" : "\n  " + said),
          null);
    }
    return head(out);
  }

  private Process start(RawInsertRequest request, Path out, Path errors) {
    ProcessBuilder builder =
        new ProcessBuilder(request.commandLine(plan.command(), database))
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile());
    LaunchEnvironment.removeHiddenOptions(builder.environment());
    builder.environment().putAll(plan.environment());
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw RawInsertRate.failure(
          backend,
          plan.command().getFirst() + " can't be run (" + e.getMessage() + "); build the backend",
          e);
    }
  }

  private int awaitEnd(Process process, Duration limit) {
    Ending ending = new Ending(process);
    boolean isWanted = EndWithJvm.add(ending);
    try {
      if (!isWanted) {
        throw RawInsertRate.failure(backend, "this program is ending", null);
      }
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw RawInsertRate.failure(
            backend,
            String.join(" ", plan.command()) + " did not end within " + limit.toSeconds() + " s",
            null);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RawInsertRate.failure(backend, "it was interrupted", e);
    } finally {
      ending.end();
      EndWithJvm.remove(ending);
    }
  }

  private static String head(Path file) throws IOException {
    try (var stream = Files.newInputStream(file)) {
      return new String(stream.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    }
  }

  private record Ending(Process process) implements EndWithJvm.Ending {
    @Override
    public void askToEnd() {
      ProcessTree.terminate(ProcessTree.of(process.toHandle()));
    }

    @Override
    public void end() {
      ProcessTree.kill(ProcessTree.of(process.toHandle()), KILL_TIMEOUT);
    }
  }
}
