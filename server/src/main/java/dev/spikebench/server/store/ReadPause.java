package dev.spikebench.server.store;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets reads that come wait for a while, so that those which run can come to their end and the log
/// be begun anew: one that somebody reads from all the time never is. Thread-safe.
final class ReadPause {
  private final Duration limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private volatile boolean pausing;
  private long endsAtNs;

  /// @param limit how long a pause lasts where nobody ends it sooner
  ReadPause(Duration limit) {
    this.limit = limit;
  }

  void begin() {
    lock.lock();
    try {
      pausing = true;
      endsAtNs = System.nanoTime() + limit.toNanos();
    } finally {
      lock.unlock();
    }
  }

  void end() {
    if (!pausing) {
      return;
    }
    lock.lock();
    try {
      pausing = false;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Returns when no pause is on, or at the deadline.
  ///
  /// @param deadlineNs by `System.nanoTime()`
  void await(long deadlineNs) throws InterruptedException {
    if (!pausing) {
      return;
    }
    lock.lock();
    try {
      long nowNs = System.nanoTime();
      while (pausing && deadlineNs - nowNs > 0) {
        if (endsAtNs - nowNs <= 0) {
          pausing = false; // over by itself
        } else {
          var _ = ended.awaitNanos(Math.min(endsAtNs - nowNs, deadlineNs - nowNs));
          nowNs = System.nanoTime();
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
