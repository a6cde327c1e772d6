package dev.spikebench.backends.launch;

import dev.spikebench.backends.process.EndWithJvm;
import dev.spikebench.backends.process.ProcessTree;
import dev.spikebench.backends.process.RunMark;
import dev.spikebench.backends.process.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One started process with its folder: ends it with all that it started, and clears the folder up.
/// Thread-safe: ending is guarded by this object, so that the shutdown hook and the thread that
/// uses the run may both close it.
final class Run implements AutoCloseable, EndWithJvm.Ending {
  /// The contract gives a backend 5 s; what lives on after twice that is hung.
  static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration OUTPUT_TIMEOUT = Duration.ofSeconds(1);

  private final Process process;
  private final RunMark mark;
  private final RunFolder folder;
  private final OutputCapture output;
  private final StopSignal stopSignal;
  private @Nullable StopOutcome outcome;

  Run(
      Process process,
      RunMark mark,
      RunFolder folder,
      OutputCapture output,
      StopSignal stopSignal) {
    this.process = process;
    this.mark = mark;
    this.folder = folder;
    this.output = output;
    this.stopSignal = stopSignal;
  }

  Process process() {
    return process;
  }

  RunFolder folder() {
    return folder;
  }

  /// The last lines of output; of a process that has ended, surely the very last ones.
  List<String> lastOutput() {
    if (!process.isAlive()) {
      output.awaitEnd(OUTPUT_TIMEOUT);
    }
    return output.lastLines();
  }

  /// Sends the stop signal to all of the run's processes and returns.
  @Override
  public void askToEnd() {
    stopSignal.send(processes());
  }

  /// Ends the run; a second call returns the first one's outcome.
  synchronized StopOutcome stop(Duration timeout) {
    if (outcome == null) {
      long startNs = System.nanoTime();
      boolean diedBefore = !process.isAlive();
      List<ProcessHandle> all = processes();
      stopSignal.send(all);
      awaitExit(timeout);
      Duration left = timeout.minusNanos(System.nanoTime() - startNs);
      List<ProcessHandle> living =
          ProcessTree.awaitEnd(all, left.isNegative() ? Duration.ZERO : left);
      outcome = endBy(living, diedBefore, startNs);
    }
    return outcome;
  }

  /// Ends all of the run's processes at once, by SIGKILL.
  synchronized StopOutcome kill() {
    if (outcome == null) {
      boolean diedBefore = !process.isAlive();
      outcome = endBy(processes(), diedBefore, System.nanoTime());
    }
    return outcome;
  }

  /// Ends the run if it goes on, and removes its database and its record. The output file stays.
  @Override
  public synchronized void close() {
    stop(STOP_TIMEOUT);
    output.close();
    folder.clear();
    EndWithJvm.remove(this);
  }

  @Override
  public void end() {
    close();
  }

  private StopOutcome endBy(List<ProcessHandle> living, boolean diedBefore, long startNs) {
    // What was started since the first look, or lost its parent meanwhile, still carries the mark.
    List<ProcessHandle> rest = ProcessTree.union(living, mark.carriers());
    if (!rest.isEmpty()) {
      ProcessTree.kill(rest, KILL_TIMEOUT);
      awaitExit(KILL_TIMEOUT);
    }
    output.awaitEnd(OUTPUT_TIMEOUT);
    boolean killed = !rest.isEmpty() && !(diedBefore && living.isEmpty());
    int exitCode = process.isAlive() ? -1 : process.exitValue();
    return new StopOutcome(
        exitCode, stopSignal, killed, diedBefore, Duration.ofNanos(System.nanoTime() - startNs));
  }

  private List<ProcessHandle> processes() {
    return ProcessTree.union(ProcessTree.of(process.toHandle()), mark.carriers()).stream()
        .filter(ProcessTree::lives)
        .toList();
  }

  private void awaitExit(Duration timeout) {
    try {
      boolean exited = process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
      if (!exited) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
