package dev.spikebench.loadgen;

import dev.spikebench.loadgen.target.RunControl;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Waits until the client's own virtual machine has nothing left to do.
///
/// Rendering the bodies keeps its compiler busy for a while after the last of them is made. On a
/// machine shared with the target, compiling beside a measured part that lasts less than a second
/// takes the target's processors: without this wait the first of ten iterations was seen to cost
/// the client fifteen times the CPU time of the last. One thread.
final class ClientSettling {
  /// Ten ticks of the clock that process times are counted in on Linux.
  static final Duration WINDOW = Duration.ofMillis(100);

  /// One tick of that clock in a window: the least above nothing that can be told.
  static final long QUIET_CPU_NS = Duration.ofMillis(10).toNanos();

  static final Duration LIMIT = Duration.ofSeconds(3);

  private final LongSupplier processCpuNs;
  private final Duration window;
  private final Duration limit;

  /// Settling judged by this process's own CPU time.
  ClientSettling() {
    this(ClientMeter::processCpuNs, WINDOW, LIMIT);
  }

  ClientSettling(LongSupplier processCpuNs, Duration window, Duration limit) {
    this.processCpuNs = processCpuNs;
    this.window = window;
    this.limit = limit;
  }

  /// Waits for a quiet window, for the limit at most.
  ///
  /// @return whether one came; false also where the run was cancelled meanwhile
  boolean await(RunControl control) {
    long startedNs = System.nanoTime();
    while (System.nanoTime() - startedNs < limit.toNanos() && !control.cancelled()) {
      long cpuBeforeNs = processCpuNs.getAsLong();
      pause();
      if (processCpuNs.getAsLong() - cpuBeforeNs <= QUIET_CPU_NS) {
        return true;
      }
    }
    return false;
  }

  private void pause() {
    long endNs = System.nanoTime() + window.toNanos();
    long leftNs = window.toNanos();
    while (leftNs > 0) {
      LockSupport.parkNanos(leftNs);
      leftNs = endNs - System.nanoTime();
    }
  }
}
