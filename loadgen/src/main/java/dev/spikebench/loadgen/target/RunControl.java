package dev.spikebench.loadgen.target;

import java.time.Duration;

/// Ends a run before its time: on a cancel from any thread, or at its deadline.
public final class RunControl {
  private final long deadlineNs;
  private volatile boolean cancelled;

  /// @param limit longest time from now on that the run may take
  public RunControl(Duration limit) {
    this.deadlineNs = System.nanoTime() + limit.toNanos();
  }

  /// Asks the run to end; it does within a fraction of a second. Any thread.
  public void cancel() {
    cancelled = true;
  }

  /// Whether the run was asked to end.
  public boolean cancelled() {
    return cancelled;
  }

  /// Whether its time is up.
  public boolean expired() {
    return System.nanoTime() - deadlineNs >= 0;
  }
}
