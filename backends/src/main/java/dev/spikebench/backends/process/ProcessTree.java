package dev.spikebench.backends.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Finds and ends a process with everything it started. Thread-safe: no state.
public final class ProcessTree {
  private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(5);

  private ProcessTree() {}

  /// A process and its descendants, parents before children. A child whose parent ended is not
  /// among them; see [RunMark].
  public static List<ProcessHandle> of(ProcessHandle root) {
    Map<Long, ProcessHandle> found = new LinkedHashMap<>();
    found.put(root.pid(), root);
    root.descendants().forEach(handle -> found.putIfAbsent(handle.pid(), handle));
    return List.copyOf(found.values());
  }

  /// Both lists, each process once.
  public static List<ProcessHandle> union(
      Collection<ProcessHandle> left, Collection<ProcessHandle> right) {
    Map<Long, ProcessHandle> found = new LinkedHashMap<>();
    left.forEach(handle -> found.put(handle.pid(), handle));
    right.forEach(handle -> found.putIfAbsent(handle.pid(), handle));
    return List.copyOf(found.values());
  }

  /// Asks all to end (SIGTERM where there are signals); does not wait.
  public static void terminate(Collection<ProcessHandle> processes) {
    processes.forEach(ProcessHandle::destroy);
  }

  /// Ends all at once (SIGKILL) and waits until they are gone.
  ///
  /// @return those that live all the same after the time
  public static List<ProcessHandle> kill(Collection<ProcessHandle> processes, Duration timeout) {
    processes.forEach(ProcessHandle::destroyForcibly);
    return awaitEnd(processes, timeout);
  }

  /// Waits until all have ended. An interrupt ends the waiting and stays set.
  ///
  /// @return those that still live after the time
  public static List<ProcessHandle> awaitEnd(
      Collection<ProcessHandle> processes, Duration timeout) {
    long deadlineNs = System.nanoTime() + timeout.toNanos();
    List<ProcessHandle> living = new ArrayList<>(processes);
    living.removeIf(handle -> !lives(handle));
    while (!living.isEmpty()
        && System.nanoTime() - deadlineNs < 0
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(POLL_NS);
      living.removeIf(handle -> !lives(handle));
    }
    return living;
  }

  /// Whether a process runs. One that ended and waits to be collected by its parent does not: in a
  /// container whose first process collects nobody it would never be gone.
  public static boolean lives(ProcessHandle handle) {
    if (!handle.isAlive()) {
      return false;
    }
    if (!ProcFs.available()) {
      return true;
    }
    ProcStat stat = ProcFs.stat(handle.pid());
    return stat != null && stat.state() != 'Z';
  }
}
