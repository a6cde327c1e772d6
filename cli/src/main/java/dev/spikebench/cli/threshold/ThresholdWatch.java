package dev.spikebench.cli.threshold;

import dev.spikebench.loadgen.recording.Interval;
import dev.spikebench.loadgen.recording.IntervalListener;
import dev.spikebench.loadgen.recording.Latencies;
import dev.spikebench.loadgen.recording.LatencyHistogram;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Holds the thresholds against the part of a run that is over, after every interval, and ends the
/// run at the first breach. Figures of the whole run alone (throughput, memory, start-up, the
/// back-filled estimate) are left to its end. One thread.
public final class ThresholdWatch implements IntervalListener {
  private static final double NS_PER_SECOND = 1e9;

  private final List<Threshold> thresholds;
  private final long delayNs;
  private final Runnable abort;
  private Latencies latencies = Latencies.none();
  private long requestsOk;
  private long requestsFailed;
  private long eventsAcknowledged;
  private Threshold.@Nullable Outcome breach;

  /// @param thresholds all thresholds of the run
  /// @param delay time at the beginning of the measured part in which nothing is judged
  /// @param abort ends the run; called at most once
  public ThresholdWatch(List<Threshold> thresholds, Duration delay, Runnable abort) {
    this.thresholds = thresholds.stream().filter(ThresholdWatch::tellsBeforeTheEnd).toList();
    this.delayNs = delay.toNanos();
    this.abort = abort;
  }

  @Override
  public void interval(Interval interval) {
    latencies = sum(latencies, interval.latencies());
    requestsOk += interval.requestsOk();
    requestsFailed += interval.requestsFailed();
    eventsAcknowledged += interval.eventsAcknowledged();
    if (breach == null && requestsOk + requestsFailed > 0 && interval.endNs() >= delayNs) {
      judge(interval.endNs());
    }
  }

  /// The breach that ended the run; null where none did.
  public Threshold.@Nullable Outcome breach() {
    return breach;
  }

  private void judge(long elapsedNs) {
    RunFigures soFar =
        new RunFigures(
            latencies,
            null,
            requestsOk,
            requestsFailed,
            eventsAcknowledged * NS_PER_SECOND / elapsedNs,
            (requestsOk + requestsFailed) * NS_PER_SECOND / elapsedNs,
            TargetFigures.unknown());
    for (Threshold threshold : thresholds) {
      Threshold.Outcome outcome = threshold.check(soFar.value(threshold.figure()));
      if (!outcome.held() && outcome.value() != null) {
        breach = outcome;
        abort.run();
        return;
      }
    }
  }

  private static boolean tellsBeforeTheEnd(Threshold threshold) {
    return switch (threshold.figure()) {
      case Figure.Latency latency -> latency.label() != Figure.Label.BACK_FILLED;
      case Figure.Whole whole -> whole == Figure.Whole.FAILED || whole == Figure.Whole.FAILED_RATE;
    };
  }

  private static Latencies sum(Latencies one, Latencies other) {
    LatencyHistogram none = LatencyHistogram.empty();
    return new Latencies(
        one.wire().plus(other.wire()),
        one.fromPlan().plus(other.fromPlan()),
        one.sendLag().plus(other.sendLag()),
        none,
        none);
  }
}
