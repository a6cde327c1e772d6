package dev.spikebench.server.store;

import org.sqlite.ProgressHandler;

/// Ends a read whose time is up. SQLite asks every so many steps of its machine, on the reading
/// thread; any thread may cancel.
final class ReadLimit extends ProgressHandler {

  /// Steps between questions: a millisecond or less, and too rare to be felt.
  static final int STEPS = 20_000;

  private volatile long deadlineNs;
  private volatile boolean cancelled;

  void start(long deadlineNs) {
    this.deadlineNs = deadlineNs;
  }

  void cancel() {
    cancelled = true;
  }

  @Override
  protected int progress() {
    return cancelled || System.nanoTime() - deadlineNs >= 0 ? 1 : 0;
  }
}
