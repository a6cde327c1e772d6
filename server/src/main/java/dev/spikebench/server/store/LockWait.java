package dev.spikebench.server.store;

import java.time.Duration;
import org.sqlite.BusyHandler;

/// Waits for another process's lock: `busy_timeout` of 5,000 ms, but no longer than a closing store
/// may take. SQLite's own timeout could not be cut short. Called by SQLite on the thread that runs
/// the statement.
final class LockWait extends BusyHandler {

  /// How long a statement waits for a lock.
  static final Duration LIMIT = Duration.ofSeconds(5);

  private static final long[] PAUSES_MS = {1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100};

  private final CloseDeadline closing;
  private long startNs;

  LockWait(CloseDeadline closing) {
    this.closing = closing;
  }

  @Override
  protected int callback(int earlierCalls) {
    long nowNs = System.nanoTime();
    if (earlierCalls == 0) {
      startNs = nowNs;
    }
    if (nowNs - startNs >= LIMIT.toNanos() || closing.expired()) {
      return 0;
    }
    try {
      Thread.sleep(PAUSES_MS[Math.min(earlierCalls, PAUSES_MS.length - 1)]);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
    return 1;
  }
}
