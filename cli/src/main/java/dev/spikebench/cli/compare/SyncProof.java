package dev.spikebench.cli.compare;

import dev.spikebench.backends.BackendsException;
import dev.spikebench.backends.launch.BackendLauncher;
import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.launch.LaunchPlan;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.backends.syncs.SyncTrace;
import dev.spikebench.cli.backend.TemporaryFolder;
import dev.spikebench.loadgen.LoadGenerator;
import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.model.Phase;
import dev.spikebench.loadgen.model.Progress;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.workload.RunNonce;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.results.model.Fact;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Proves a backend's `synchronous` level by counting how often it has its files written through.
///
/// A run of its own under a tracer sends requests one after the other, so that no two can share a
/// commit. In WAL mode `FULL` syncs the log at every commit, `NORMAL` at checkpoints alone (the
/// last one when the database is closed), `OFF` never:
/// https://sqlite.org/pragma.html#pragma_synchronous. Used by one thread.
public final class SyncProof {
  private static final int REQUESTS = 40;
  private static final int BATCH_SIZE = 10;
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final LoadGenerator generator;
  private final Path workDirectory;
  private final Clock clock;

  /// Proofs of backends that run in a folder.
  public SyncProof(LoadGenerator generator, Path workDirectory, Clock clock) {
    this.generator = generator;
    this.workDirectory = workDirectory;
    this.clock = clock;
  }

  /// The level that the syncs are those of, or why they could not be counted.
  ///
  /// @param environment what the backend is told beyond its descriptor
  public Fact of(Candidate candidate, Map<String, String> environment) {
    try (TemporaryFolder folder = TemporaryFolder.create("spikebench-syncs-")) {
      SyncTrace trace = SyncTrace.into(folder.path().resolve("trace"));
      Start start = new Start();
      long requests = load(candidate, environment, trace, start);
      Instant from = start.measured;
      if (from == null) {
        return Fact.unavailable("the run that counts the syncs did not get to its measured part");
      }
      long syncs = trace.between(from, Instant.MAX).total();
      return Fact.of(level(syncs, requests));
    } catch (BackendsException | TargetException e) {
      return Fact.unavailable("its syncs could not be counted: " + e.getMessage());
    }
  }

  private long load(
      Candidate candidate, Map<String, String> environment, SyncTrace trace, Start start) {
    LaunchPlan plan = LaunchPlan.of(candidate.descriptor());
    RunningBackend backend =
        BackendLauncher.launch(
            plan.withCommand(trace.around(plan.command())),
            LaunchOptions.in(workDirectory).withEnvironment(environment));
    try (TemporaryFolder _ = TemporaryFolder.of(backend.directory())) {
      try (backend) {
        Workload workload =
            Workload.spec().toBuilder()
                .id("syncs")
                .events((long) REQUESTS * BATCH_SIZE)
                .batchSize(BATCH_SIZE)
                .concurrency(1)
                .warmupEvents(BATCH_SIZE)
                .build();
        LoadResult result = generator.run(backend.baseUri(), workload, RunNonce.next(clock), start);
        backend.stop(STOP_TIMEOUT);
        return result.requestsOk();
      }
    }
  }

  /// The level of so many syncs.
  ///
  /// @param requests commits at least: each request was committed before the next one was sent
  static String level(long syncs, long requests) {
    if (syncs == 0) {
      return "OFF";
    }
    return syncs >= requests ? "FULL" : "NORMAL";
  }

  /// When the measured part began, by the wall clock, which is the tracer's.
  private static final class Start implements ProgressListener {
    private @Nullable Instant measured;

    @Override
    public void progress(Progress progress) {
      // Nothing of this run is told while it runs.
    }

    @Override
    public void phaseStarted(Phase phase) {
      if (phase == Phase.MEASURED) {
        measured = Instant.now();
      }
    }
  }
}
