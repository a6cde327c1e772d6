package dev.spikebench.backends.observe;

import dev.spikebench.results.model.Measurement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/// Waits for a window in which a process used little CPU. Used by one thread.
final class IdleWait {
  private final TreeWatch watch;
  private final IdleCriterion criterion;
  private final Deque<Point> window = new ArrayDeque<>();

  private record Point(long atNs, long residentBytes, long cpuNs) {}

  IdleWait(TreeWatch watch, IdleCriterion criterion) {
    this.watch = watch;
    this.criterion = criterion;
  }

  Measurement await() {
    long startNs = System.nanoTime();
    double share = Double.NaN;
    while (System.nanoTime() - startNs <= criterion.patience().toNanos()) {
      TargetSample sample = watch.sample();
      if (sample == null) {
        return Measurement.unavailable("the process ended before its idle memory was measured");
      }
      Long residentBytes = sample.rssBytes();
      Long cpuNs = sample.cpuNs();
      if (residentBytes == null || cpuNs == null) {
        return Measurement.unavailable("memory or CPU time of the process can't be read");
      }
      if (add(new Point(sample.atNs(), residentBytes, cpuNs))) {
        share = cpuShare();
        if (share <= criterion.maxCpuShare()) {
          return Measurement.of(medianBytes());
        }
      }
      if (Thread.currentThread().isInterrupted()) {
        return Measurement.unavailable("the wait for an idle process was interrupted");
      }
      LockSupport.parkNanos(criterion.sampleInterval().toNanos());
    }
    return Measurement.unavailable(neverIdle(share));
  }

  /// Adds a point and drops what is older than the window; true once the window is full.
  private boolean add(Point point) {
    window.addLast(point);
    long windowNs = criterion.window().toNanos();
    boolean full = point.atNs() - window.getFirst().atNs() >= windowNs;
    // The oldest point that is kept lies at the window's start or just before it.
    while (full && point.atNs() - second().atNs() >= windowNs) {
      window.removeFirst();
    }
    return full;
  }

  private Point second() {
    return window.stream().skip(1).findFirst().orElseThrow();
  }

  private double cpuShare() {
    Point first = window.getFirst();
    Point last = window.getLast();
    return (double) (last.cpuNs() - first.cpuNs()) / (last.atNs() - first.atNs());
  }

  private double medianBytes() {
    long[] sorted = window.stream().mapToLong(Point::residentBytes).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
  }

  private String neverIdle(double share) {
    String used =
        Double.isNaN(share)
            ? "too few samples could be taken"
            : String.format(
                Locale.ROOT, "it used %.0f %% of a core at the end of the wait", share * 100);
    return "the process was not idle within " + criterion.patience().toMillis() + " ms: " + used;
  }
}
