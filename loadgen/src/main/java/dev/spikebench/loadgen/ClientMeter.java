package dev.spikebench.loadgen;

import com.sun.management.OperatingSystemMXBean;
import dev.spikebench.loadgen.model.ClientUsage;
import dev.spikebench.loadgen.target.PartResult;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.ToLongFunction;

/// Measures what the client process costs from its creation on. One thread.
final class ClientMeter {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final long cpuNs = processCpuNs();
  private final long gcCount = collected(GarbageCollectorMXBean::getCollectionCount);
  private final long gcTimeMs = collected(GarbageCollectorMXBean::getCollectionTime);

  /// CPU time of this process since its start.
  static long processCpuNs() {
    return SYSTEM.getProcessCpuTime();
  }

  /// The cost since then.
  ClientUsage since(PartResult part, int ioThreads) {
    int processors = Runtime.getRuntime().availableProcessors();
    long cpu = processCpuNs() - cpuNs;
    return new ClientUsage(
        cpu,
        (double) cpu / part.elapsedNs() / processors,
        part.busiestThreadShare(),
        processors,
        ioThreads,
        collected(GarbageCollectorMXBean::getCollectionCount) - gcCount,
        collected(GarbageCollectorMXBean::getCollectionTime) - gcTimeMs,
        part.meanInFlight());
  }

  private static long collected(ToLongFunction<GarbageCollectorMXBean> figure) {
    return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(figure).sum();
  }
}
