package dev.spikebench.backends.launch;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.launch.LaunchException.Kind;
import dev.spikebench.backends.process.ProcessIdentity;
import dev.spikebench.backends.process.RunMark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/// Starts backends. Thread-safe: no state of its own.
///
/// The time to healthy runs from just before the process is spawned to the first 200 of the health
/// path. The port is the one that the backend prints, so polling starts with its ready line; a line
/// printed late counts as the backend's own time, since nobody could have reached it before.
public final class BackendLauncher {
  private BackendLauncher() {}

  /// Starts a backend and waits until it is healthy.
  ///
  /// @param descriptor what to start; it must be built
  /// @param options where, with what environment, and for how long
  /// @throws LaunchException if it is not healthy in time; nothing of it runs any more then
  public static RunningBackend launch(BackendDescriptor descriptor, LaunchOptions options)
      throws LaunchException {
    HealthPoll.warmUp();
    String otherDatabase = options.environment().getOrDefault(LaunchEnvironment.DATABASE_PATH, "");
    RunMark mark = RunMark.random();
    RunRecord runRecord =
        new RunRecord(descriptor.id(), mark, ProcessIdentity.ofThisProcess(), null, Instant.now());
    RunFolder folder = folder(descriptor, options, otherDatabase, runRecord);
    ProcessBuilder builder = new ProcessBuilder(descriptor.start().command());
    LaunchEnvironment.fill(builder.environment(), descriptor, options, folder, mark);
    builder.directory(
        Objects.requireNonNullElse(descriptor.start().directory(), folder.directory()).toFile());
    CompletableFuture<String> readyLine = new CompletableFuture<>();
    long spawnedNs = System.nanoTime();
    Run run = spawn(builder, descriptor, folder, mark, readyLine);
    return new Startup(descriptor, options, run, readyLine, spawnedNs).await(runRecord);
  }

  private static RunFolder folder(
      BackendDescriptor descriptor,
      LaunchOptions options,
      String otherDatabase,
      RunRecord runRecord) {
    Path work = options.workDirectory();
    try {
      RunFolder folder = RunFolder.create(work, descriptor.id(), otherDatabase);
      runRecord.write(folder.directory());
      return folder;
    } catch (IOException e) {
      throw new LaunchException(
          Kind.WORK_DIRECTORY,
          "can't make a folder for the run in " + work + ": " + e + "; choose another one",
          null,
          List.of(),
          e);
    }
  }

  private static Run spawn(
      ProcessBuilder builder,
      BackendDescriptor descriptor,
      RunFolder folder,
      RunMark mark,
      CompletableFuture<String> readyLine) {
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      folder.clear();
      throw new LaunchException(
          Kind.NOT_RUN,
          descriptor.id()
              + ": can't run "
              + String.join(" ", builder.command())
              + ": "
              + e.getMessage()
              + "; is it built, and is what it needs installed?",
          null,
          List.of(),
          e);
    }
    try {
      OutputCapture output =
          OutputCapture.start(process, folder.outputFile(), line -> takeReadyLine(line, readyLine));
      return new Run(process, mark, folder, output);
    } catch (IOException e) {
      process.destroyForcibly();
      folder.clear();
      throw new LaunchException(
          Kind.WORK_DIRECTORY, "can't write " + folder.outputFile() + ": " + e, null, List.of(), e);
    }
  }

  private static void takeReadyLine(String line, CompletableFuture<String> readyLine) {
    if (line.startsWith(ReadyLine.PREFIX)) {
      readyLine.complete(line);
    }
  }
}
