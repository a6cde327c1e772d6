package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.recording.Interval;
import dev.spikebench.loadgen.recording.IntervalListener;
import org.jspecify.annotations.Nullable;

/// Cuts a part of a run into intervals and hands each on as it ends. The thread that runs the part.
final class IntervalClock {
  private final PartRun part;
  private final @Nullable IntervalListener listener;
  private final long intervalNs;
  private final long partStartedNs;
  private CounterReading before = CounterReading.ZERO;
  private long index;
  private long startNs;

  IntervalClock(PartPlan plan, PartRun part, long partStartedNs) {
    this.part = part;
    this.listener = plan.intervals();
    this.intervalNs = plan.interval().toNanos();
    this.partStartedNs = partStartedNs;
  }

  /// Time until the interval under way ends, in ns; negative where it is over.
  long leftNs(long nowNs) {
    return listener == null ? Long.MAX_VALUE : partStartedNs + startNs + intervalNs - nowNs;
  }

  /// Ends the interval under way if its time is up.
  void tick(long nowNs) {
    if (listener != null && leftNs(nowNs) <= 0) {
      cut(listener, nowNs);
    }
  }

  /// Ends the last interval, once nothing is recorded any more.
  void end(long nowNs) {
    if (listener != null) {
      cut(listener, nowNs);
    }
  }

  private void cut(IntervalListener to, long nowNs) {
    CounterReading now = part.counters().read();
    long endNs = nowNs - partStartedNs;
    Interval interval =
        new Interval(
            index++,
            startNs,
            endNs,
            now.requestsSent() - before.requestsSent(),
            now.requestsOk() - before.requestsOk(),
            now.requestsFailed() - before.requestsFailed(),
            now.eventsSent() - before.eventsSent(),
            now.eventsAcknowledged() - before.eventsAcknowledged(),
            now.requestsSent() - now.requestsOk() - now.requestsFailed(),
            part.source().backlog(),
            part.counters().latencies().interval());
    startNs = endNs;
    before = now;
    to.interval(interval);
  }
}
