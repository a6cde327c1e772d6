package dev.spikebench.loadgen.recording;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/// Takes latencies from the threads that see requests end. Each thread writes into a histogram of
/// its own, so recording neither waits nor allocates; the histograms are added up when somebody
/// looks. Memory is the same at any number of samples.
///
/// [#record(long)] may be called by any thread, [#snapshot()] and [#total()] by any one thread.
public final class LatencyRecorder {
  /// Longest latency told apart. Longer ones are recorded as this and counted.
  public static final long MAX_LATENCY_NS = TimeUnit.HOURS.toNanos(1);

  private static final int SIGNIFICANT_DIGITS = 3;

  private final List<Lane> lanes = new CopyOnWriteArrayList<>();
  private final ThreadLocal<SingleWriterRecorder> lane = ThreadLocal.withInitial(this::newLane);
  private final AtomicLong clamped = new AtomicLong();
  private final Histogram total = newHistogram();
  private long totalClamped;

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
    long cut = collect(sum);
    total.add(sum);
    return new LatencyHistogram(sum, cut);
  }

  /// Everything recorded since the beginning, snapshots taken meanwhile or not.
  public LatencyHistogram total() {
    collect(total);
    return new LatencyHistogram(total.copy(), totalClamped);
  }

  static Histogram newHistogram() {
    return new Histogram(MAX_LATENCY_NS, SIGNIFICANT_DIGITS);
  }

  /// Moves what the threads have recorded into a histogram. Returns how much of it was cut.
  private long collect(Histogram into) {
    for (Lane each : lanes) {
      into.add(each.takeInterval());
    }
    long cut = clamped.getAndSet(0);
    totalClamped += cut;
    return cut;
  }

  private SingleWriterRecorder newLane() {
    Lane fresh = new Lane();
    lanes.add(fresh);
    return fresh.recorder;
  }

  /// The recorder of one thread, and the histogram it fills next time. The reader's thread only.
  private static final class Lane {
    private final SingleWriterRecorder recorder =
        new SingleWriterRecorder(MAX_LATENCY_NS, SIGNIFICANT_DIGITS);
    private @Nullable Histogram spare;

    private Histogram takeInterval() {
      Histogram taken = recorder.getIntervalHistogram(spare);
      spare = taken;
      return taken;
    }
  }
}
