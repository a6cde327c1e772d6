package dev.spikebench.backends.launch;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.launch.LaunchException.Kind;
import dev.spikebench.backends.process.ProcessIdentity;
import dev.spikebench.backends.process.RunMark;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/// Starts backends. Thread-safe: no state of its own.
///
/// The time to healthy runs from just before the process is spawned to the first 200 of the health
/// path. Where the address is known beforehand it is asked from that moment on; where the backend
/// prints it, polling starts with its ready line, and a line printed late counts as the backend's
/// own time, since nobody could have reached it before.
public final class BackendLauncher {
  private static final Duration LISTEN_CHECK = Duration.ofSeconds(1);

  private BackendLauncher() {}

  /// Starts a backend and waits until it is healthy.
  ///
  /// @param descriptor what to start; it must be built
  /// @param options where, with what environment, and for how long
  /// @throws LaunchException if it is not healthy in time; nothing of it runs any more then
  public static RunningBackend launch(BackendDescriptor descriptor, LaunchOptions options)
      throws LaunchException {
    return launch(LaunchPlan.of(descriptor), options);
  }

  /// The same for any program.
  ///
  /// @param plan what to start
  /// @throws LaunchException if it is not healthy in time; nothing of it runs any more then
  public static RunningBackend launch(LaunchPlan plan, LaunchOptions options)
      throws LaunchException {
    HealthPoll.warmUp();
    requireFree(plan);
    String otherDatabase = options.environment().getOrDefault(LaunchEnvironment.DATABASE_PATH, "");
    RunMark mark = RunMark.random();
    RunRecord runRecord =
        new RunRecord(plan.id(), mark, ProcessIdentity.ofThisProcess(), null, Instant.now());
    RunFolder folder = folder(plan, options, otherDatabase, runRecord);
    ProcessBuilder builder = new ProcessBuilder(plan.command());
    LaunchEnvironment.fill(builder.environment(), plan, options, folder, mark);
    builder.directory(Objects.requireNonNullElse(plan.directory(), folder.directory()).toFile());
    CompletableFuture<String> readyLine = new CompletableFuture<>();
    long spawnedNs = System.nanoTime();
    Run run = spawn(builder, plan, folder, mark, readyLine);
    return new Startup(plan, options, run, readyLine, spawnedNs).await(runRecord);
  }

  /// Whoever listens there already would be taken for the backend.
  private static void requireFree(LaunchPlan plan) {
    URI address = plan.address();
    if (address == null) {
      return;
    }
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.getHost(), address.getPort()),
          (int) LISTEN_CHECK.toMillis());
    } catch (IOException e) {
      return;
    }
    throw new LaunchException(
        Kind.FOREIGN_PORT,
        plan.id()
            + ": not started: something listens on port "
            + address.getPort()
            + " already; end it, or choose another port",
        null,
        List.of(),
        null);
  }

  private static RunFolder folder(
      LaunchPlan plan, LaunchOptions options, String otherDatabase, RunRecord runRecord) {
    Path work = options.workDirectory();
    try {
      RunFolder folder = RunFolder.create(work, plan.id(), otherDatabase);
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
      LaunchPlan plan,
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
          plan.id()
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
      return new Run(process, mark, folder, output, plan.stopSignal());
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
