package dev.spikebench.loadgen.nullserver;

import java.util.concurrent.TimeUnit;

/// By how much answers were sent after they were due, to a microsecond up to 10 ms: what a client
/// that reads too long a time is not to blame for. One thread.
final class Lateness {
  private static final int MOST_US = 10_000;
  private static final double MEDIAN = 0.5;

  private final long[] counts = new long[MOST_US + 1];

  void record(long lateNs) {
    long us = Math.clamp(TimeUnit.NANOSECONDS.toMicros(lateNs), 0, MOST_US);
    counts[(int) us]++;
  }

  /// The median in whole µs, at most 10,000; 0 before the first answer.
  int medianUs() {
    long total = 0;
    for (int us = 0; us <= MOST_US; us++) {
      total += counts[us];
    }
    long passed = 0;
    for (int us = 0; us <= MOST_US; us++) {
      passed += counts[us];
      if (passed > 0 && passed >= MEDIAN * total) {
        return us;
      }
    }
    return 0;
  }
}
