package dev.spikebench.loadgen.target;

import java.util.concurrent.TimeUnit;

/// Notices when the generator itself stood still: its own thread then wakes up much later than it
/// asked to. A stopped process, a suspended machine and a long collection of the heap look alike
/// from here, and all of them make the target look slow. One thread.
final class PauseWatch {
  /// A machine that is merely busy wakes a thread this late now and then.
  static final long LEAST_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(50);

  private long wakeUpNs;
  private long longestNs;
  private long totalNs;

  /// The thread will now wait for so long. Returns the same time.
  long waiting(long waitNs) {
    return waiting(waitNs, System.nanoTime());
  }

  long waiting(long waitNs, long nowNs) {
    wakeUpNs = nowNs + waitNs;
    return waitNs;
  }

  /// The time is up.
  void woken() {
    woken(System.nanoTime());
  }

  void woken(long nowNs) {
    long lateNs = nowNs - wakeUpNs;
    if (lateNs >= LEAST_PAUSE_NS) {
      longestNs = Math.max(longestNs, lateNs);
      totalNs += lateNs;
    }
  }

  /// The longest pause, in ns; 0 where there was none.
  long longestNs() {
    return longestNs;
  }

  /// The sum of all pauses, in ns.
  long totalNs() {
    return totalNs;
  }
}
