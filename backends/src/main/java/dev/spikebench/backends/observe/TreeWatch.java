package dev.spikebench.backends.observe;

import dev.spikebench.backends.process.DescendantPids;
import dev.spikebench.results.model.Measurement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Adds up the figures of a process and its descendants and keeps the highest. Looking for
/// descendants and reading details go through every thread of the target, so both are paced.
/// Thread-safe: guarded by itself.
final class TreeWatch {
  private static final long LEAST_NS = TimeUnit.SECONDS.toNanos(1);

  /// Each of the two costly readings; with the cheap one they stay below half a percent of a core.
  private static final double MOST_OF_A_CORE = 0.001;

  private final ProcessHandle root;
  private final ProcessSource source;
  private final @Nullable DatabaseFiles databaseFiles;
  private final StorageDevice device;
  private final Pace scanPace = new Pace(LEAST_NS, MOST_OF_A_CORE, System.nanoTime());
  private final Pace detailPace = new Pace(LEAST_NS, MOST_OF_A_CORE, System.nanoTime());
  private final PeakWatch highest = new PeakWatch();
  private PeakWatch peak = new PeakWatch();
  private List<Long> pids;
  private long samples;
  private @Nullable TargetSample last;
  private @Nullable ProcessReading lastReading;

  TreeWatch(ProcessHandle root, ProcessSource source, @Nullable DatabaseFiles databaseFiles) {
    this.root = root;
    this.source = source;
    this.databaseFiles = databaseFiles;
    this.device = StorageDevice.under(databaseFiles == null ? null : databaseFiles.main());
    this.pids = List.of(root.pid());
  }

  /// Takes a sample, with details where they are due; null once no process is left.
  synchronized @Nullable TargetSample sample() {
    if (scanPace.due(System.nanoTime())) {
      scan();
    }
    TargetSample cheap = sampleOnce();
    if (cheap == null || !detailPace.due(System.nanoTime())) {
      return cheap;
    }
    return withDetail(cheap);
  }

  /// A full reading of this moment; of a process that has ended, the last one taken.
  synchronized ProcessReading read() {
    scan();
    TargetSample now = sampleOnce();
    if (now != null) {
      lastReading = reading(withDetail(now));
    } else if (lastReading == null) {
      // It ended between the start of the watching and the first reading.
      lastReading = reading(last);
    }
    return lastReading;
  }

  /// Lets the peak start again from what is resident now.
  synchronized boolean resetPeak() {
    scan();
    // What was before the reset still counts for the highest.
    boolean all = sampleOnce() != null;
    for (long pid : pids) {
      all &= source.resetHighWater(pid);
    }
    if (all) {
      peak = new PeakWatch();
    }
    return sampleOnce() != null && all;
  }

  /// The last sample; null before the first.
  synchronized @Nullable TargetSample last() {
    return last;
  }

  /// All figures; what is not this object's to know is given.
  synchronized ProcessFigures figures(Measurement idle, Measurement samplerCpuShare) {
    ProcessReading reading = read();
    String noMemory = source.whyMissing("resident memory");
    return new ProcessFigures(
        reading.rssBytes(),
        idle,
        peak.peak(noMemory),
        highest.peak(noMemory),
        reading.cpuNs(),
        reading,
        samples,
        samplerCpuShare);
  }

  private @Nullable TargetSample sampleOnce() {
    List<ProcessSample> found =
        pids.stream().map(source::sample).flatMap(TreeWatch::present).toList();
    if (found.isEmpty()) {
      return null;
    }
    samples++;
    Long residentBytes = sum(found, ProcessSample::residentBytes);
    Long highWaterBytes = sum(found, ProcessSample::highWaterBytes);
    peak.see(highWaterBytes, residentBytes, found.size());
    highest.see(highWaterBytes, residentBytes, found.size());
    last =
        new TargetSample(
            System.nanoTime(),
            found.size(),
            residentBytes,
            notLess(last == null ? null : last.cpuNs(), sum(found, ProcessSample::cpuNs)),
            sum(found, ProcessSample::threads),
            sum(found, ProcessSample::majorFaults),
            null,
            databaseFiles == null ? null : databaseFiles.sizes());
    return last;
  }

  private TargetSample withDetail(TargetSample sample) {
    long startNs = ThreadCpu.ns();
    List<ProcessDetail> found =
        pids.stream().map(source::detail).flatMap(TreeWatch::present).toList();
    TargetDetail detail =
        new TargetDetail(
            sum(found, ProcessDetail::openFiles),
            sum(found, ProcessDetail::voluntarySwitches),
            sum(found, ProcessDetail::involuntarySwitches),
            sum(found, ProcessDetail::bytesRead),
            sum(found, ProcessDetail::bytesWritten));
    detailPace.done(System.nanoTime(), ThreadCpu.ns() - startNs);
    TargetSample whole =
        new TargetSample(
            sample.atNs(),
            sample.processes(),
            sample.rssBytes(),
            sample.cpuNs(),
            sample.threads(),
            sample.majorFaults(),
            detail,
            sample.database());
    last = whole;
    return whole;
  }

  private void scan() {
    long startNs = ThreadCpu.ns();
    pids = DescendantPids.of(root);
    scanPace.done(System.nanoTime(), ThreadCpu.ns() - startNs);
  }

  private ProcessReading reading(@Nullable TargetSample sample) {
    TargetDetail detail = sample == null ? null : sample.detail();
    return new ProcessReading(
        sample == null ? System.nanoTime() : sample.atNs(),
        sample == null ? 0 : sample.processes(),
        measurement(sample, TargetSample::rssBytes, "resident memory"),
        measurement(sample, TargetSample::cpuNs, "CPU time"),
        measurement(sample, TargetSample::threads, "the number of threads"),
        measurement(sample, TargetSample::majorFaults, "the number of major page faults"),
        measurement(detail, TargetDetail::openFiles, "the number of open files"),
        measurement(detail, TargetDetail::voluntarySwitches, "the number of context switches"),
        measurement(detail, TargetDetail::involuntarySwitches, "the number of context switches"),
        measurement(detail, TargetDetail::bytesRead, "the number of bytes read"),
        measurement(detail, TargetDetail::bytesWritten, "the number of bytes written"),
        DatabaseReading.of(databaseFiles, sample == null ? null : sample.database()),
        device.flushes());
  }

  private <T> Measurement measurement(
      @Nullable T from, Function<T, @Nullable Long> figure, String name) {
    Long value = from == null ? null : figure.apply(from);
    return value == null ? Measurement.unavailable(source.whyMissing(name)) : Measurement.of(value);
  }

  /// The time of a child that ended is nobody's until its parent has waited for it.
  private static @Nullable Long notLess(@Nullable Long before, @Nullable Long now) {
    return before == null || now == null ? now : (Long) Math.max(before, now);
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
