package dev.spikebench.loadgen.target;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The threads that serve the connections, and the processor time they use. Any thread.
final class IoThreads {
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private final Set<Long> ids = ConcurrentHashMap.newKeySet();

  /// Counts the calling thread among them.
  void addCurrent() {
    ids.add(Thread.currentThread().threadId());
  }

  /// Processor time of each thread so far, in ns.
  Map<Long, Long> cpuNs() {
    Map<Long, Long> times = new HashMap<>();
    for (long id : ids) {
      times.put(id, THREADS.getThreadCpuTime(id));
    }
    return times;
  }

  /// Bytes that the threads have allocated so far, together.
  long allocatedBytes() {
    long sum = 0;
    for (long id : ids) {
      sum += Math.max(0, THREADS.getThreadAllocatedBytes(id));
    }
    return sum;
  }

  /// Processor time that the busiest thread has used since.
  long busiestNs(Map<Long, Long> before) {
    long most = 0;
    for (Map.Entry<Long, Long> now : cpuNs().entrySet()) {
      most = Math.max(most, now.getValue() - before.getOrDefault(now.getKey(), 0L));
    }
    return most;
  }
}
