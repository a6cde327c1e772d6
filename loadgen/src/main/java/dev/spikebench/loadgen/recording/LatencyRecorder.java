package dev.spikebench.loadgen.recording;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/// Takes latencies from the threads that see requests end. Each thread writes into a histogram of
/// its own, so recording neither waits nor allocates; the histograms are added up at the end.
///
/// [#record(long)] may be called by any thread, [#snapshot()] by any one thread.
public final class LatencyRecorder {
  /// Longest latency told apart. Longer ones are recorded as this and counted.
  public static final long MAX_LATENCY_NS = TimeUnit.HOURS.toNanos(1);

  private static final int SIGNIFICANT_DIGITS = 3;

  private final List<SingleWriterRecorder> lanes = new CopyOnWriteArrayList<>();
  private final ThreadLocal<SingleWriterRecorder> lane = ThreadLocal.withInitial(this::newLane);
  private final AtomicLong clamped = new AtomicLong();

  /// Records one latency in ns; below 0 counts as 0.
  public void record(long latencyNs) {
    if (latencyNs > MAX_LATENCY_NS) {
      clamped.incrementAndGet();
    }
    lane.get().recordValue(Math.clamp(latencyNs, 0, MAX_LATENCY_NS));
  }

  /// Everything recorded since the snapshot before, from all threads.
  public LatencyHistogram snapshot() {
    Histogram sum = newHistogram();
    for (SingleWriterRecorder each : lanes) {
      sum.add(each.getIntervalHistogram());
    }
    return new LatencyHistogram(sum, clamped.getAndSet(0));
  }

  static Histogram newHistogram() {
    return new Histogram(MAX_LATENCY_NS, SIGNIFICANT_DIGITS);
  }

  private SingleWriterRecorder newLane() {
    SingleWriterRecorder recorder = new SingleWriterRecorder(MAX_LATENCY_NS, SIGNIFICANT_DIGITS);
    lanes.add(recorder);
    return recorder;
  }
}
