package dev.spikebench.backends.observe;

import dev.spikebench.backends.BackendsException;
import dev.spikebench.backends.process.ProcFs;
import dev.spikebench.results.model.Measurement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Watches a process and its descendants on one daemon thread, until they end or it is closed. What
/// it has seen stays readable after that. Thread-safe.
///
/// A sample reads two small files a process; at the default of four a second that is a small part
/// of a percent of one core. On Linux the peak is the sum of the kernel's high-water marks, so a
/// rise and fall between two samples is not missed; of several processes that peaked at different
/// times the sum is an upper bound.
public final class ProcessObserver implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final long pid;
  private final TreeWatch watch;
  private final Duration interval;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread sampler;
  private volatile Measurement idleRss = Measurement.unavailable("idle memory was not measured");

  private ProcessObserver(ProcessHandle process, ProcessSource source, Duration interval) {
    this.pid = process.pid();
    this.watch = new TreeWatch(process, source);
    this.interval = interval;
    this.sampler = Thread.ofPlatform().daemon().name("observe-" + pid).unstarted(this::run);
  }

  /// Watches a running process, one of somebody else too.
  ///
  /// @param pid its process id
  /// @param interval time between samples
  /// @throws BackendsException if there is no such process, or none that can be read
  public static ProcessObserver start(long pid, Duration interval) {
    return start(pid, interval, ProcFs.available() ? new LinuxSource() : new PortableSource());
  }

  static ProcessObserver start(long pid, Duration interval, ProcessSource source) {
    if (interval.isZero() || interval.isNegative()) {
      throw new IllegalArgumentException("interval must be positive, was " + interval);
    }
    ProcessHandle process =
        ProcessHandle.of(pid)
            .orElseThrow(() -> new BackendsException("no process with the id " + pid + " runs"));
    ProcessObserver observer = new ProcessObserver(process, source, interval);
    if (!observer.watch.sample()) {
      throw new BackendsException("process " + pid + " has ended, or can't be read");
    }
    observer.sampler.start();
    return observer;
  }

  /// The process that is watched.
  public long pid() {
    return pid;
  }

  /// All figures, read anew where the process still runs.
  public ProcessFigures figures() {
    return watch.figures(idleRss);
  }

  /// A full reading of this moment, to be compared with another by [ProcessReading#since]. Of a
  /// process that has ended, the last one that was taken.
  public ProcessReading mark() {
    return watch.read();
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
    try {
      boolean goOn = true;
      while (goOn) {
        goOn = !closed.await(interval.toNanos(), TimeUnit.NANOSECONDS) && watch.sample();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
