package dev.spikebench.cli.calibrate;

import dev.spikebench.backends.process.Suspension;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Stops a process for a time. Stateless.
final class Pauses {
  private Pauses() {}

  /// Waits, stops the process, and lets it go on after the time given.
  static void after(Duration delay, long pid, Duration pause) {
    sleep(delay);
    Suspension.stop(pid);
    try {
      sleep(pause);
    } finally {
      Suspension.goOn(pid);
    }
  }

  private static void sleep(Duration time) {
    long endNs = System.nanoTime() + time.toNanos();
    for (long leftNs = time.toNanos(); leftNs > 0; leftNs = endNs - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(leftNs, TimeUnit.MILLISECONDS.toNanos(100)));
    }
  }
}
