package dev.spikebench.backends.observe;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// CPU time of the calling thread. Thread-safe: no state.
final class ThreadCpu {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final boolean TOLD = THREADS.isCurrentThreadCpuTimeSupported();

  private ThreadCpu() {}

  /// Whether this virtual machine tells it.
  static boolean told() {
    return TOLD;
  }

  /// CPU time since the thread's start; where it is not told, the wall clock's, which is no less.
  static long ns() {
    return TOLD ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
  }
}
