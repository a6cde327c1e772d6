package dev.spikebench.backends.observe;

import java.time.Instant;

/// One moment on both clocks: samples and latencies are stamped by `System.nanoTime()`, which means
/// nothing outside this process; with an anchor they can be placed beside the logs of others. The
/// wall clock may be set meanwhile, so a run has one anchor, taken once.
///
/// @param nanos the moment by `System.nanoTime()`
/// @param wall the same by the wall clock
public record ClockAnchor(long nanos, Instant wall) {
  /// The present moment.
  public static ClockAnchor now() {
    long before = System.nanoTime();
    Instant wall = Instant.now();
    // The middle, in case this thread was held up between the two.
    return new ClockAnchor(before + (System.nanoTime() - before) / 2, wall);
  }

  /// The wall-clock time of a stamp by `System.nanoTime()`.
  public Instant at(long otherNanos) {
    return wall.plusNanos(otherNanos - nanos);
  }
}
