package dev.spikebench.cli.target;

import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.backends.launch.StopOutcome;
import dev.spikebench.backends.observe.ProcessObserver;
import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.backend.TemporaryFolder;
import dev.spikebench.loadgen.cpu.Affinity;
import dev.spikebench.loadgen.cpu.CpuSet;
import dev.spikebench.loadgen.model.LoadException;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.results.model.Measurement;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A target that can be loaded now. Closing it ends what was started for it and deletes its
/// database; a target that ran before goes on. Used by one thread.
public final class OpenTarget implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration DYING = Duration.ofMillis(500);

  private final String kind;
  private final URI url;
  private final @Nullable RunningBackend backend;
  private final @Nullable ProcessObserver observer;
  private final String whyUnobserved;
  private final Measurement sizeBytes;
  private final List<String> warnings;

  /// Read while it lives, for the result is made when it has ended.
  private @Nullable String processors;

  private OpenTarget(
      String kind,
      URI url,
      @Nullable RunningBackend backend,
      @Nullable ProcessObserver observer,
      String whyUnobserved,
      Measurement sizeBytes,
      List<String> warnings) {
    this.kind = kind;
    this.url = url;
    this.backend = backend;
    this.observer = observer;
    this.whyUnobserved = whyUnobserved;
    this.sizeBytes = sizeBytes;
    this.warnings = List.copyOf(warnings);
    this.processors = processors(observer);
  }

  static OpenTarget address(URI url) {
    String why =
        "the target was named by its URL alone; name its process with --pid, or have it started"
            + " with --launch or --backend";
    return new OpenTarget("url", url, null, null, why, Measurement.unavailable(why), List.of());
  }

  static OpenTarget process(URI url, ProcessObserver observer, List<String> warnings) {
    Measurement noSize = Measurement.unavailable("the files of a running process are not known");
    return new OpenTarget("pid", url, null, observer, "", noSize, warnings);
  }

  static OpenTarget command(RunningBackend backend) {
    Measurement noSize =
        Measurement.unavailable("the files of a command are not known; a descriptor names them");
    return launched("launch", backend, noSize);
  }

  static OpenTarget backend(RunningBackend backend, Measurement sizeBytes) {
    return launched("backend", backend, sizeBytes);
  }

  private static OpenTarget launched(String kind, RunningBackend backend, Measurement sizeBytes) {
    String reason = backend.portOwnership().reason();
    List<String> warnings =
        reason == null
            ? List.of()
            : List.of("whether it listens on its port is unknown: " + reason);
    return new OpenTarget(
        kind, backend.baseUri(), backend, backend.observer(), "", sizeBytes, warnings);
  }

  /// How it was named: `url`, `pid`, `launch` or `backend`.
  public String kind() {
    return kind;
  }

  /// Its base URL.
  public URI url() {
    return url;
  }

  /// What watches its process; null where that is not known.
  public @Nullable ProcessObserver observer() {
    return observer;
  }

  /// Why there is no observer; empty where there is one.
  public String whyUnobserved() {
    return whyUnobserved;
  }

  /// From the spawning of its process to its first healthy answer, in ns.
  public Measurement startupNs() {
    return backend == null
        ? Measurement.unavailable("the target ran before it was named")
        : Measurement.of((double) backend.timeToHealthy().toNanos());
  }

  /// What it weighs on disk without a runtime that has to be installed for it.
  public Measurement sizeBytes() {
    return sizeBytes;
  }

  /// What a reader should know of it.
  public List<String> warnings() {
    return warnings;
  }

  /// Whether what this program started still runs; true for a target that ran before.
  public boolean running() {
    return backend == null || backend.process().isAlive();
  }

  /// Holds its process to processors, with every thread it has and will have.
  ///
  /// @throws CommandException if its process is not known, or can't be held
  public void hold(CpuSet cpus) {
    if (observer == null) {
      throw new CommandException(
          ExitCode.USAGE,
          "--server-cpus needs the target's process: name it with --pid, or have it started with"
              + " --launch or --backend");
    }
    try {
      Affinity.hold(observer.pid(), cpus);
      processors = processors(observer);
    } catch (LoadException e) {
      throw new CommandException(ExitCode.USAGE, "--server-cpus: " + e.getMessage(), e);
    }
  }

  /// The processors its process may run on; null where that is not known.
  public @Nullable String processors() {
    return processors;
  }

  private static @Nullable String processors(@Nullable ProcessObserver observer) {
    CpuSet cpus = observer == null ? null : Affinity.of(observer.pid());
    return cpus == null ? null : cpus.text();
  }

  /// The last lines that it printed, where it was started by this program.
  public List<String> lastOutput() {
    return backend == null ? List.of() : backend.lastOutput();
  }

  /// A failure of the target with what its process says of it; ends a target that was started by
  /// this program.
  public String death(TargetException failure) {
    StringBuilder message = new StringBuilder(String.valueOf(failure.getMessage()));
    awaitOwnEnd();
    StopOutcome outcome = stop();
    if (outcome != null && outcome.diedBefore()) {
      message.append("; its process ended by itself with exit code ").append(outcome.exitCode());
    }
    List<String> lines = lastOutput();
    if (!lines.isEmpty()) {
      message.append("\nIts last lines:\n  ").append(String.join("\n  ", lines));
    }
    return message.toString();
  }

  /// A process that dies closes its port a moment before it has ended; asked to end in that moment
  /// it would not be known to have died by itself.
  private void awaitOwnEnd() {
    if (backend == null) {
      return;
    }
    try {
      backend.process().onExit().get(DYING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // It lives: then it is asked to end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The file with all it has printed, which goes when it is closed; null where it was not started
  /// by this program.
  public @Nullable Path outputFile() {
    return backend == null ? null : backend.outputFile();
  }

  /// Ends a target that was started by this program and says how it ended; null for another.
  public @Nullable StopOutcome stop() {
    return backend == null ? null : backend.stop(STOP_TIMEOUT);
  }

  @Override
  public void close() {
    if (backend != null) {
      try (TemporaryFolder _ = TemporaryFolder.of(backend.directory())) {
        backend.close();
      }
    } else if (observer != null) {
      observer.close();
    }
  }
}
