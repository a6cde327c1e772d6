package dev.spikebench.backends.observe;

import dev.spikebench.backends.process.ProcessTree;
import dev.spikebench.results.model.Measurement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Adds up the figures of a process and its descendants and keeps the highest. Looking for
/// descendants goes through all processes of the machine, so it is done once a second. Thread-safe:
/// guarded by itself.
final class TreeWatch {
  private static final long SCAN_NS = TimeUnit.SECONDS.toNanos(1);

  private final ProcessHandle root;
  private final ProcessSource source;
  private List<Long> pids;
  private long scannedNs;
  private long samples;
  private int living;
  private @Nullable Long residentBytes;
  private @Nullable Long cpuNs;
  private long peakBytes;
  private boolean peakFromKernel = true;
  private @Nullable ProcessReading lastReading;

  TreeWatch(ProcessHandle root, ProcessSource source) {
    this.root = root;
    this.source = source;
    this.pids = List.of(root.pid());
    scan();
  }

  /// Takes a sample; returns false once no process is left.
  synchronized boolean sample() {
    if (System.nanoTime() - scannedNs > SCAN_NS) {
      scan();
    }
    List<Sample> found = pids.stream().map(source::sample).flatMap(TreeWatch::present).toList();
    if (found.isEmpty()) {
      living = 0;
      return false;
    }
    living = found.size();
    samples++;
    residentBytes = sum(found, Sample::residentBytes);
    Long cpu = sum(found, Sample::cpuNs);
    // The time of a child that ended is nobody's until its parent has waited for it.
    cpuNs = cpu == null || cpuNs == null ? cpu : Long.valueOf(Math.max(cpuNs, cpu));
    keepPeak(sum(found, Sample::highWaterBytes));
    return true;
  }

  /// A full reading of this moment; of a process that has ended, the last one taken.
  synchronized ProcessReading read() {
    scan();
    boolean alive = sample();
    if (lastReading == null || alive) {
      List<Detail> details = pids.stream().map(source::detail).flatMap(TreeWatch::present).toList();
      lastReading =
          new ProcessReading(
              System.nanoTime(),
              living,
              measurement(residentBytes, "resident memory"),
              measurement(cpuNs, "CPU time"),
              measurement(sum(details, Detail::threads), "the number of threads"),
              measurement(sum(details, Detail::openFiles), "the number of open files"),
              measurement(sum(details, Detail::contextSwitches), "the number of context switches"),
              measurement(sum(details, Detail::bytesWritten), "the number of bytes written"));
    }
    return lastReading;
  }

  /// Lets the peak start again from what is resident now.
  synchronized boolean resetPeak() {
    scan();
    boolean all = true;
    for (long pid : pids) {
      all &= source.resetHighWater(pid);
    }
    if (all) {
      peakBytes = 0;
    }
    return sample() && all;
  }

  synchronized @Nullable Long residentBytes() {
    return residentBytes;
  }

  synchronized @Nullable Long cpuNs() {
    return cpuNs;
  }

  /// All figures; the idle memory is the caller's to add.
  synchronized ProcessFigures figures(Measurement idle) {
    ProcessReading reading = read();
    return new ProcessFigures(
        measurement(residentBytes, "resident memory"),
        idle,
        measurement(peakBytes == 0 ? null : Long.valueOf(peakBytes), "resident memory"),
        peakFromKernel,
        measurement(cpuNs, "CPU time"),
        reading,
        samples);
  }

  private void keepPeak(@Nullable Long highWaterBytes) {
    peakFromKernel &= highWaterBytes != null;
    Long candidate = highWaterBytes == null ? residentBytes : highWaterBytes;
    if (candidate != null) {
      peakBytes = Math.max(peakBytes, candidate);
    }
  }

  private void scan() {
    pids = ProcessTree.of(root).stream().map(ProcessHandle::pid).toList();
    scannedNs = System.nanoTime();
  }

  private Measurement measurement(@Nullable Long value, String figure) {
    return value == null
        ? Measurement.unavailable(source.whyMissing(figure))
        : Measurement.of(value);
  }

  private static <T> Stream<T> present(@Nullable T value) {
    return Stream.ofNullable(value);
  }

  /// The sum, or null where the figure of any process is missing: part of a sum is a wrong figure.
  private static <T> @Nullable Long sum(List<T> parts, Function<T, @Nullable Long> figure) {
    long sum = 0;
    for (T part : parts) {
      Long value = figure.apply(part);
      if (value == null) {
        return null;
      }
      sum += value;
    }
    return parts.isEmpty() ? null : Long.valueOf(sum);
  }
}
