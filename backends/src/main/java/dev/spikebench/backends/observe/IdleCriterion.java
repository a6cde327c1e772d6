package dev.spikebench.backends.observe;

import java.time.Duration;

/// When a process counts as idle.
///
/// @param window how long it has to be quiet; its memory is the median of the samples in it
/// @param maxCpuShare the most CPU time it may use in the window, as a share of one core
/// @param patience how long to wait for such a window
/// @param sampleInterval time between samples
public record IdleCriterion(
    Duration window, double maxCpuShare, Duration patience, Duration sampleInterval) {

  /// Quiet for one second within three: a runtime that compiles in the background after its start
  /// settles in that time, and ten iterations of several backends stay affordable.
  public static final IdleCriterion DEFAULT =
      new IdleCriterion(Duration.ofSeconds(1), 0.03, Duration.ofSeconds(3), Duration.ofMillis(50));

  /// Checks that the window can be had at all.
  ///
  /// @throws IllegalArgumentException naming the component
  public IdleCriterion {
    if (sampleInterval.isZero() || sampleInterval.isNegative()) {
      throw new IllegalArgumentException("sampleInterval must be positive: " + sampleInterval);
    }
    if (window.compareTo(sampleInterval) < 0) {
      throw new IllegalArgumentException("window must be at least sampleInterval: " + window);
    }
    if (patience.compareTo(window) < 0) {
      throw new IllegalArgumentException("patience must be at least the window: " + patience);
    }
    if (!(maxCpuShare > 0)) {
      throw new IllegalArgumentException("maxCpuShare must be positive: " + maxCpuShare);
    }
  }
}
