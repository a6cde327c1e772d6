package dev.spikebench.cli.gate;

import dev.spikebench.loadgen.LoadGenerator;
import dev.spikebench.loadgen.LoadOptions;
import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.workload.RunNonce;
import dev.spikebench.loadgen.workload.Workload;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;

/// What the baseline can do, looked at once before anything is judged: it decides how much work
/// every arm gets, the same for all.
///
/// @param requestsPerSecond what it took in a closed loop once it was warm
/// @param warmupEvents events that it took while it was warmed up
record Pilot(double requestsPerSecond, long warmupEvents) {
  /// Far enough from saturation that a latency is the backend's own and not the queue's before it,
  /// which on a machine shared with the load generator differs from slice to slice by a fifth.
  private static final double PACED_SHARE = 0.2;

  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_UP);

  /// Loads an arm as fast as it can.
  ///
  /// @throws dev.spikebench.loadgen.model.TargetException if it dies of it
  static Pilot of(
      LiveArm arm, Workload workload, LoadOptions options, Duration warmup, Clock clock) {
    Workload endless = workload.toBuilder().events(Workload.MAX_EVENTS).warmupEvents(0).build();
    LoadResult warm = run(arm, endless, options.withDuration(warmup), clock);
    LoadResult measured = run(arm, endless, options.withDuration(LEAST), clock);
    return new Pilot(measured.requestsPerSecond(), warm.eventsAcknowledged());
  }

  private static LoadResult run(LiveArm arm, Workload workload, LoadOptions options, Clock clock) {
    try (LoadGenerator generator =
        LoadGenerator.create(options.withSelfWarmUp(false).withHeadroomCheck(false))) {
      return generator.run(arm.url(), workload, RunNonce.next(clock), ProgressListener.SILENT);
    }
  }

  /// The rate of the paced slices in requests a second, a round number.
  double pacedPerSecond() {
    double share = Math.max(1, PACED_SHARE * requestsPerSecond);
    return BigDecimal.valueOf(share).round(TWO_DIGITS).doubleValue();
  }

  /// Events of a saturated slice.
  long saturatedEvents(Duration slice, int batchSize) {
    double requests = requestsPerSecond * slice.toNanos() / 1e9;
    return Math.max(1, Math.round(requests)) * batchSize;
  }
}
