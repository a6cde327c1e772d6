package dev.spikebench.backends.observe;

/// Spaces a costly reading so that it takes no more than a fixed share of one core, whatever it
/// costs on this machine and for this target. Used by one thread at a time.
final class Pace {
  private final long leastNs;
  private final double maxShare;
  private long nextNs;

  /// @param leastNs time between two readings that are cheap enough
  /// @param maxShare the most they may take of one core
  /// @param nowNs `System.nanoTime()`; the first reading is due at once
  Pace(long leastNs, double maxShare, long nowNs) {
    this.leastNs = leastNs;
    this.maxShare = maxShare;
    this.nextNs = nowNs;
  }

  boolean due(long nowNs) {
    return nowNs - nextNs >= 0;
  }

  /// Says that a reading was made.
  ///
  /// @param costNs CPU time that it took
  void done(long nowNs, long costNs) {
    nextNs = nowNs + Math.max(leastNs, (long) (costNs / maxShare));
  }
}
