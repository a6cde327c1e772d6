package dev.spikebench.loadgen.recording;

/// Is told of each interval of the measured part as it ends, and of the last one at the end of the
/// part. Called on the thread that called the load generator, outside the clock; the load generator
/// keeps no interval, so a run of hours takes no more memory than one of seconds.
@FunctionalInterface
public interface IntervalListener {
  /// One interval is over.
  void interval(Interval interval);
}
