package dev.spikebench.cli.gate;

import dev.spikebench.backends.launch.BackendLauncher;
import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.backends.launch.StopOutcome;
import dev.spikebench.backends.observe.IdleCriterion;
import dev.spikebench.backends.observe.ProcessObserver;
import dev.spikebench.cli.backend.TemporaryFolder;
import dev.spikebench.cli.compare.DatabaseCheck;
import dev.spikebench.cli.compare.OutputFolder;
import dev.spikebench.results.model.DatabaseFacts;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.Identity;
import dev.spikebench.results.model.Measurement;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An arm that can be loaded now: a launch of this epoch, or a target that ran before. Closing it
/// ends what was started for it. Used by one thread.
final class LiveArm implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  /// Little enough beside a slice, which uses most of a core; not waited for longer than a warm-up
  /// takes, since some runtimes never rest.
  private static final IdleCriterion SETTLED =
      new IdleCriterion(Duration.ofMillis(200), 0.1, Duration.ofSeconds(3), Duration.ofMillis(20));

  private final String id;
  private final URI url;
  private final @Nullable RunningBackend backend;
  private final OutputFolder output;
  private final String step;
  private long acknowledged;

  private LiveArm(
      String id, URI url, @Nullable RunningBackend backend, OutputFolder output, String step) {
    this.id = id;
    this.url = url;
    this.backend = backend;
    this.output = output;
    this.step = step;
  }

  /// Starts a backend with a fresh database.
  ///
  /// @param id id of the arm
  /// @param step what its output is kept as
  /// @throws dev.spikebench.backends.launch.LaunchException if it does not start
  static LiveArm launch(
      String id, GateSide.Launched side, Path workDirectory, OutputFolder output, String step) {
    RunningBackend backend =
        BackendLauncher.launch(
            side.candidate().descriptor().withId(id), LaunchOptions.in(workDirectory));
    return new LiveArm(id, backend.baseUri(), backend, output, step);
  }

  /// A target that runs already.
  static LiveArm at(String id, URI url, OutputFolder output) {
    return new LiveArm(id, url, null, output, "");
  }

  /// Id of the arm.
  String id() {
    return id;
  }

  /// Its base URL.
  URI url() {
    return url;
  }

  /// What watches its process; null where that is not known.
  @Nullable ProcessObserver observer() {
    return backend == null ? null : backend.observer();
  }

  /// Which process it is.
  Identity identity() {
    return backend == null
        ? new Identity(0, null)
        : new Identity(backend.pid(), backend.ownsPort());
  }

  /// From starting it to its first healthy answer.
  Measurement startupNs() {
    return backend == null
        ? Measurement.unavailable("the target ran before it was named")
        : Measurement.of((double) backend.timeToHealthy().toNanos());
  }

  /// Highest resident set so far.
  Measurement peakRssBytes() {
    return backend == null
        ? Measurement.unavailable("the target's process is not known")
        : backend.observer().figures().highest().rssBytes();
  }

  /// Waits until what its warm-up set going is done: a runtime goes on compiling for a while, and
  /// that would fall into the first slices. A target whose process is not known is not waited for.
  void settle() {
    if (backend != null) {
      backend.observer().awaitIdle(SETTLED);
    }
  }

  /// Events that it has said it stored.
  void acknowledged(long events) {
    acknowledged += events;
  }

  /// The last lines that it printed, where it was started.
  List<String> lastOutput() {
    return backend == null ? List.of() : backend.lastOutput();
  }

  /// The SQLite level that it tells.
  Fact synchronous() {
    return backend == null
        ? Fact.unavailable("the target's database is not known")
        : DatabaseCheck.of(backend, Fact.unavailable("not proven here")).toldSynchronous();
  }

  /// Stops it and looks into the database that it leaves.
  ///
  /// @return what speaks against its figures; null where nothing does
  @Nullable String stopAndCheck() {
    if (backend == null) {
      return null;
    }
    DatabaseCheck check = DatabaseCheck.of(backend, Fact.unavailable("not proven here"));
    StopOutcome stop = backend.stop(STOP_TIMEOUT);
    if (stop.diedBefore()) {
      return "it ended by itself with exit code " + stop.exitCode();
    }
    DatabaseFacts facts = check.facts();
    Double rows = facts.rows().value();
    if (Boolean.FALSE.equals(facts.toldFileOpen())) {
      return "it does not have the database open that it was told to use";
    }
    return rows != null && rows < acknowledged
        ? "its database holds %,.0f events of %,d that it acknowledged"
            .formatted(rows, acknowledged)
        : null;
  }

  @Override
  public void close() {
    if (backend == null) {
      return;
    }
    try (TemporaryFolder _ = TemporaryFolder.of(backend.directory())) {
      try (backend) {
        // What it printed goes with its folder.
        backend.stop(STOP_TIMEOUT);
      } finally {
        output.keepOutput(backend.outputFile(), id, step);
      }
    }
  }
}
