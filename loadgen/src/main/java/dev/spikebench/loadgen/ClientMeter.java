package dev.spikebench.loadgen;

import com.sun.management.OperatingSystemMXBean;
import dev.spikebench.loadgen.cpu.CpuAllowance;
import dev.spikebench.loadgen.model.ClientUsage;
import dev.spikebench.loadgen.target.PartResult;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.ToLongFunction;

/// Measures what the client process costs from its creation on, against what it may use. One
/// thread.
final class ClientMeter {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final CpuAllowance allowance = CpuAllowance.current();
  private final long throttledNs = allowance.throttledNs();
  private final long gcCount = collected(GarbageCollectorMXBean::getCollectionCount);
  private final long gcTimeMs = collected(GarbageCollectorMXBean::getCollectionTime);
  private final long startedNs = System.nanoTime();
  private final long cpuNs = processCpuNs();

  /// CPU time of this process since its start.
  static long processCpuNs() {
    return SYSTEM.getProcessCpuTime();
  }

  /// The cost since then.
  ClientUsage since(PartResult part, int ioThreads) {
    long cpu = processCpuNs() - cpuNs;
    long elapsedNs = Math.max(1, System.nanoTime() - startedNs);
    double cpus = allowance.cpus();
    return new ClientUsage(
        cpu,
        cpu / cpus / elapsedNs,
        part.busiestThreadShare() / Math.min(1, cpus),
        cpus,
        allowance.processors(),
        allowance.affinity() == null ? null : allowance.affinity().text(),
        allowance.quota(),
        allowance.throttledNs() - throttledNs,
        ioThreads,
        part.ioAllocatedBytes(),
        collected(GarbageCollectorMXBean::getCollectionCount) - gcCount,
        collected(GarbageCollectorMXBean::getCollectionTime) - gcTimeMs,
        part.longestPauseNs(),
        part.pausedNs(),
        part.meanInFlight());
  }

  private static long collected(ToLongFunction<GarbageCollectorMXBean> figure) {
    return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(figure).sum();
  }
}
