package dev.spikebench.cli.load;

import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.model.ClientUsage;
import dev.spikebench.loadgen.model.Headroom;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `load --json` says of the client itself.
final class ClientDocument {
  private static final double NS_PER_MS = 1e6;
  private static final double NS_PER_US = 1e3;

  private ClientDocument() {}

  static Map<String, @Nullable Object> of(LoadResult result) {
    ClientUsage usage = result.client();
    double requests = Math.max(1, result.tally().requestsEnded());
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("processCpuShare", usage.processCpuShare());
    values.put("busiestThreadShare", usage.busiestThreadShare());
    values.put("cpuPerRequestUs", usage.processCpuNs() / NS_PER_US / requests);
    values.put("allowedCpus", usage.allowedCpus());
    values.put("processors", usage.processors());
    values.put("affinity", usage.affinity());
    values.put("quotaCpus", usage.quotaCpus());
    values.put("throttledMs", usage.throttledNs() / NS_PER_MS);
    values.put("ioThreads", usage.ioThreads());
    values.put("allocatedBytesPerRequest", usage.ioAllocatedBytes() / requests);
    values.put("gcCount", usage.gcCount());
    values.put("gcTimeMs", usage.gcTimeMs());
    values.put("longestPauseMs", usage.longestPauseNs() / NS_PER_MS);
    values.put("pausedMs", usage.pausedNs() / NS_PER_MS);
    values.put("meanInFlight", usage.meanInFlight());
    values.put("check", check(result));
    values.put("bodies", result.bodySupply());
    values.put("warmUp", result.selfWarmUp());
    return values;
  }

  /// What the client can do by itself; null where that was not measured.
  private static @Nullable Map<String, Object> check(LoadResult result) {
    Headroom headroom = result.headroom();
    if (headroom == null) {
      return null;
    }
    double ratio = headroom.over(result.requestsPerSecond());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("requestsPerSecond", headroom.requestsPerSecond());
    values.put("requests", headroom.requests());
    values.put("corrected", headroom.corrected());
    if (Double.isFinite(ratio)) {
      values.put("timesTarget", ratio);
    }
    return values;
  }
}
