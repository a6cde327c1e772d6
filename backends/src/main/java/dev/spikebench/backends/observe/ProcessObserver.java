package dev.spikebench.backends.observe;

import dev.spikebench.backends.BackendsException;
import dev.spikebench.backends.process.ProcFs;
import dev.spikebench.results.model.Measurement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Watches a process and its descendants on one daemon thread, until they end or it is closed. What
/// it has seen stays readable after that. Thread-safe.
///
/// A sample reads two small files a process; what costs more is read about once a second, and less
/// often where it would take a thousandth of a core. The thread measures its own CPU time, which
/// the figures tell. On Linux the peak is the sum of the kernel's high-water marks, so a rise and
/// fall between two samples is not missed.
public final class ProcessObserver implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final long pid;
  private final TreeWatch watch;
  private final Duration interval;
  private final ClockAnchor anchor = ClockAnchor.now();
  private final List<SampleListener> listeners = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread sampler;
  private volatile SamplerCost cost = new SamplerCost(0, 0);
  private volatile Measurement idleRss = Measurement.unavailable("idle memory was not measured");

  private record SamplerCost(long cpuNs, long elapsedNs) {
    Measurement share() {
      if (!ThreadCpu.told()) {
        return Measurement.unavailable("this JVM does not tell the CPU time of a thread");
      }
      return elapsedNs == 0
          ? Measurement.unavailable("no sample was due yet")
          : Measurement.of((double) cpuNs / elapsedNs);
    }
  }

  private ProcessObserver(TreeWatch watch, long pid, Duration interval) {
    this.pid = pid;
    this.watch = watch;
    this.interval = interval;
    this.sampler = Thread.ofPlatform().daemon().name("observe-" + pid).unstarted(this::run);
  }

  /// Watches a running process, one of somebody else too.
  ///
  /// @param pid its process id
  /// @param interval time between samples
  /// @throws BackendsException if there is no such process, or none that can be read
  public static ProcessObserver start(long pid, Duration interval) {
    return start(pid, interval, null);
  }

  /// The same, with the sizes of its database's files.
  ///
  /// @param database the SQLite database file, whether it is there yet or not; null where it is not
  ///   known
  public static ProcessObserver start(long pid, Duration interval, @Nullable Path database) {
    ProcessSource source = ProcFs.available() ? new LinuxSource() : new PortableSource();
    return start(pid, interval, database, source);
  }

  static ProcessObserver start(
      long pid, Duration interval, @Nullable Path database, ProcessSource source) {
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("interval must be positive, was " + interval);
    }
    ProcessHandle process =
        ProcessHandle.of(pid)
            .orElseThrow(() -> new BackendsException("no process with the id " + pid + " runs"));
    DatabaseFiles files = database == null ? null : new DatabaseFiles(database);
    TreeWatch watch = new TreeWatch(process, source, files);
    if (watch.sample() == null) {
      throw new BackendsException("process " + pid + " has ended, or can't be read");
    }
    ProcessObserver observer = new ProcessObserver(watch, pid, interval);
    observer.sampler.start();
    return observer;
  }

  /// The process that is watched.
  public long pid() {
    return pid;
  }

  /// The wall-clock time of one moment of the samples' clock.
  public ClockAnchor anchor() {
    return anchor;
  }

  /// Lets a listener have every later sample: the sampler's, and those of [#mark()].
  public void addListener(SampleListener listener) {
    listeners.add(listener);
  }

  /// No further samples for a listener.
  public void removeListener(SampleListener listener) {
    listeners.remove(listener);
  }

  /// The last sample that was taken; cheap, reads nothing.
  public @Nullable TargetSample lastSample() {
    return watch.last();
  }

  /// All figures, read anew where the process still runs.
  public ProcessFigures figures() {
    return watch.figures(idleRss, cost.share());
  }

  /// A full reading of this moment, to be compared with another by [ProcessReading#since]. Of a
  /// process that has ended, the last one that was taken.
  public ProcessReading mark() {
    TargetSample before = watch.last();
    ProcessReading reading = watch.read();
    TargetSample sample = watch.last();
    if (sample != null && !sample.equals(before)) {
      publish(sample);
    }
    return reading;
  }

  /// Lets the peak start again from what is resident now, so that it speaks of what follows.
  ///
  /// @return false where the system can't do that: the peak goes on from the start of the process
  public boolean resetPeak() {
    return watch.resetPeak();
  }

  /// Waits until the process is quiet and measures its memory then: the median of the samples of
  /// the first window in which it used little CPU. Blocks the caller, for the criterion's patience
  /// at most. An interrupt ends the waiting and stays set.
  ///
  /// @return the memory in bytes, or the reason why there is none; figures() has it too
  public Measurement awaitIdle(IdleCriterion criterion) {
    idleRss = new IdleWait(watch, criterion).await();
    return idleRss;
  }

  /// Takes a last reading and ends the watching.
  @Override
  public void close() {
    if (closed.getCount() > 0) {
      watch.read();
      closed.countDown();
    }
    try {
      sampler.join(CLOSE_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long startNs = System.nanoTime();
    long startCpuNs = ThreadCpu.ns();
    try {
      while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
        TargetSample sample = watch.sample();
        if (sample == null) {
          return;
        }
        publish(sample);
        cost = new SamplerCost(ThreadCpu.ns() - startCpuNs, System.nanoTime() - startNs);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void publish(TargetSample sample) {
    listeners.forEach(listener -> listener.sampled(sample));
  }
}
