package dev.spikebench.cli.load;

import dev.spikebench.backends.launch.LaunchException;
import dev.spikebench.backends.syncs.SyncTrace;
import dev.spikebench.cli.backend.TemporaryFolder;
import dev.spikebench.cli.target.OpenTarget;
import dev.spikebench.cli.target.TargetSpec;
import dev.spikebench.cli.target.Targets;
import dev.spikebench.loadgen.LoadGenerator;
import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.model.Phase;
import dev.spikebench.loadgen.model.Progress;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.workload.RunNonce;
import dev.spikebench.results.model.Measurement;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/// Counts the syncs of a target in a run of its own: a fresh process under a tracer gets the same
/// workload. The tracer slows it down, so nothing else of that run is told. Used by one thread.
final class SyncPass {
  private final Targets targets;
  private final LoadGenerator generator;
  private final Clock clock;

  SyncPass(Targets targets, LoadGenerator generator, Clock clock) {
    this.targets = targets;
    this.generator = generator;
    this.clock = clock;
  }

  /// The syncs of the measured part.
  ///
  /// @param count how many there were, or why they are not known
  /// @param byCall the same by system call; empty where they are not known
  /// @param eventsAcknowledged events that the target acknowledged meanwhile
  record Syncs(Measurement count, Map<String, Long> byCall, long eventsAcknowledged) {
    static Syncs unknown(String why) {
      return new Syncs(Measurement.unavailable(why), Map.of(), 0);
    }
  }

  /// Runs the pass.
  Syncs run(LoadRequest request) {
    TargetSpec spec = request.target();
    try (TemporaryFolder folder = TemporaryFolder.create("spikebench-syncs-")) {
      SyncTrace trace = SyncTrace.into(folder.path().resolve("trace"));
      MeasuredPart part = new MeasuredPart();
      LoadResult result;
      try (OpenTarget target = targets.open(spec, trace::around)) {
        result = generator.run(target.url(), request.workload(), RunNonce.next(clock), part);
      }
      // Closed: the tracer has ended and written all it saw.
      SyncTrace.Counts counts = trace.between(part.from, part.to);
      return result.interrupted()
          ? Syncs.unknown("the run that counts them was interrupted")
          : new Syncs(
              Measurement.of((double) counts.total()),
              counts.byCall(),
              result.eventsAcknowledged());
    } catch (LaunchException | TargetException e) {
      return Syncs.unknown("the run that counts them failed: " + e.getMessage());
    }
  }

  /// When the measured part began and ended, by the wall clock, which is the tracer's.
  private static final class MeasuredPart implements ProgressListener {
    private Instant from = Instant.MAX;
    private Instant to = Instant.MAX;

    @Override
    public void progress(Progress progress) {
      // Nothing of this run is told while it runs.
    }

    @Override
    public void phaseStarted(Phase phase) {
      if (phase == Phase.MEASURED) {
        from = Instant.now();
      }
    }

    @Override
    public void phaseEnded(Phase phase) {
      if (phase == Phase.MEASURED) {
        to = Instant.now();
      }
    }
  }
}
