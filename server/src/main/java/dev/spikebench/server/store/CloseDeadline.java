package dev.spikebench.server.store;

import java.time.Duration;

/// The moment by which a closing store must be done with waiting. Any thread.
final class CloseDeadline {

  private volatile boolean closing;
  private volatile long deadlineNs;

  /// Starts the time; later calls change nothing.
  synchronized void start(Duration limit) {
    if (!closing) {
      deadlineNs = System.nanoTime() + limit.toNanos();
      closing = true;
    }
  }

  /// Brings the moment forward if it is further away than this.
  synchronized void shorten(Duration limit) {
    long nearerNs = System.nanoTime() + limit.toNanos();
    if (closing && nearerNs - deadlineNs < 0) {
      deadlineNs = nearerNs;
    }
  }

  /// Whether the store is closing.
  boolean hasBegun() {
    return closing;
  }

  /// Whether the store is closing and the time is up.
  boolean expired() {
    return closing && System.nanoTime() - deadlineNs >= 0;
  }
}
