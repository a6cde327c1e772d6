package dev.spikebench.cli.compare;

import dev.spikebench.backends.launch.LaunchException;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.loadgen.LoadGenerator;
import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.model.PlanOutcome;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.recording.LatencyHistogram;
import dev.spikebench.loadgen.schedule.ArrivalRate;
import dev.spikebench.loadgen.schedule.Arrivals;
import dev.spikebench.loadgen.schedule.LoadMode;
import dev.spikebench.loadgen.workload.RunNonce;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.results.model.OpenRun;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Measures one backend once in an open loop: a fresh process, a fresh database, requests by a
/// plan. Used by one thread.
final class OpenRunner {
  private final LoadGenerator generator;
  private final Workload workload;
  private final Duration duration;
  private final BackendRuns runs;
  private final Clock clock;

  /// @param generator whose options end a run after the duration given
  OpenRunner(
      LoadGenerator generator,
      Workload workload,
      Duration duration,
      BackendRuns runs,
      Clock clock) {
    this.generator = generator;
    this.workload = workload;
    this.duration = duration;
    this.runs = runs;
    this.clock = clock;
  }

  /// Runs it. Whatever goes wrong with the backend makes an invalid run with the reason.
  ///
  /// @param closedPerSecond requests a second that the backend reached in the closed loop
  OpenRun run(int sequence, Candidate candidate, double share, double closedPerSecond) {
    double perSecond = Math.clamp(share * closedPerSecond, 1, ArrivalRate.MOST_PER_SECOND);
    try {
      return runs.run(
          candidate,
          "open-loop-%03d".formatted(sequence),
          backend -> measure(sequence, candidate.id(), share, perSecond, backend));
    } catch (LaunchException | TargetException e) {
      return failed(sequence, candidate.id(), share, perSecond, String.valueOf(e.getMessage()));
    }
  }

  private OpenRun measure(
      int sequence, String backendId, double share, double perSecond, RunningBackend backend) {
    Workload planned =
        workload.toBuilder()
            .events(Workload.MAX_EVENTS)
            .mode(new LoadMode.OpenLoop(ArrivalRate.constant(perSecond), Arrivals.UNIFORM))
            .build();
    LoadResult load =
        generator.run(backend.baseUri(), planned, RunNonce.next(clock), ProgressListener.SILENT);
    List<String> reasons = new ArrayList<>(load.invalidReasons());
    if (load.requestsFailed() > 0) {
      reasons.add(load.requestsFailed() + " requests failed");
    }
    PlanOutcome plan = load.plan();
    return new OpenRun(
        sequence,
        backendId,
        share,
        perSecond,
        plan == null ? 0 : plan.achievedPerSecond(),
        duration.toNanos(),
        reasons.isEmpty(),
        reasons,
        load.tally().requestsSent(),
        plan == null ? 0 : plan.unsent(),
        load.requestsFailed(),
        load.eventsAcknowledged(),
        load.eventsStored(),
        encoded(load.latencies().fromPlan()),
        encoded(load.latencies().wire()));
  }

  private OpenRun failed(
      int sequence, String backendId, double share, double perSecond, String reason) {
    return new OpenRun(
        sequence,
        backendId,
        share,
        perSecond,
        0,
        duration.toNanos(),
        false,
        List.of(reason),
        0,
        0,
        0,
        0,
        null,
        null,
        null);
  }

  private static @Nullable String encoded(LatencyHistogram latencies) {
    return latencies.count() == 0 ? null : latencies.encoded();
  }
}
