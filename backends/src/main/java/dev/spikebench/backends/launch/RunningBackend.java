package dev.spikebench.backends.launch;

import dev.spikebench.backends.observe.ProcessObserver;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A backend that runs and is healthy. Closing it stops it and deletes its database. Thread-safe.
public final class RunningBackend implements AutoCloseable {
  private final Run run;
  private final URI baseUri;
  private final long spawnedNs;
  private final long healthyNs;
  private final PortOwnership portOwnership;
  private final ProcessObserver observer;

  RunningBackend(
      Run run,
      URI baseUri,
      long spawnedNs,
      long healthyNs,
      PortOwnership portOwnership,
      ProcessObserver observer) {
    this.run = run;
    this.baseUri = baseUri;
    this.spawnedNs = spawnedNs;
    this.healthyNs = healthyNs;
    this.portOwnership = portOwnership;
    this.observer = observer;
  }

  /// Where it listens, such as `http://127.0.0.1:40123`, without a path.
  public URI baseUri() {
    return baseUri;
  }

  /// Process id of the process that was started.
  public long pid() {
    return run.process().pid();
  }

  /// The process that was started.
  public ProcessHandle process() {
    return run.process().toHandle();
  }

  /// From the moment before the process was started to the first 200 of the health path.
  public Duration timeToHealthy() {
    return Duration.ofNanos(healthyNs - spawnedNs);
  }

  /// When the first 200 of the health path had arrived, by `System.nanoTime()`.
  public long healthyNs() {
    return healthyNs;
  }

  /// The database file that the backend was told to use.
  public Path databaseFile() {
    return run.folder().databaseFile();
  }

  /// The folder of this run.
  public Path directory() {
    return run.folder().directory();
  }

  /// The last lines of its output, oldest first, at most 40.
  public List<String> lastOutput() {
    return run.lastOutput();
  }

  /// The file with all it printed; it stays after [#close()].
  public Path outputFile() {
    return run.folder().outputFile();
  }

  /// Whether the started process, or one that it started, listens on the port; null where the
  /// system does not tell. It is never false: such a launch fails.
  public @Nullable Boolean ownsPort() {
    return portOwnership.owned();
  }

  /// The same with the reason where there is no answer.
  public PortOwnership portOwnership() {
    return portOwnership;
  }

  /// Its memory, CPU time and other resources, watched since it was healthy. The figures stay
  /// readable after it was stopped.
  public ProcessObserver observer() {
    return observer;
  }

  /// Asks it and all it started to end (SIGTERM, or its plan's signal), waits, and ends by force
  /// what is left. The database stays until [#close()]. A second call returns the first one's
  /// outcome.
  ///
  /// @param timeout how long it may take to end by itself
  public StopOutcome stop(Duration timeout) {
    observer.close();
    return run.stop(timeout);
  }

  /// Ends it and all it started by force (SIGKILL), as a crash would. The database stays until
  /// [#close()].
  public StopOutcome kill() {
    observer.close();
    return run.kill();
  }

  /// Stops it, with 10 s to end by itself, and deletes its database, unless that was placed by
  /// `INGEST_DB_PATH`.
  ///
  /// @throws LaunchException if the database can't be deleted
  @Override
  public void close() {
    observer.close();
    run.close();
  }
}
