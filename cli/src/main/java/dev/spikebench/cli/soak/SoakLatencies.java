package dev.spikebench.cli.soak;

import dev.spikebench.loadgen.recording.LatencyHistogram;
import dev.spikebench.results.soak.SoakLatency;
import org.jspecify.annotations.Nullable;

/// Turns the load generator's histograms into the figures of a soak. Stateless.
final class SoakLatencies {
  private static final double NS_PER_MS = 1e6;

  private SoakLatencies() {}

  /// The figures; null where nothing was recorded.
  static @Nullable SoakLatency of(LatencyHistogram latencies) {
    return latencies.count() == 0
        ? null
        : new SoakLatency(
            latencies.count(),
            latencies.percentileNs(50) / NS_PER_MS,
            latencies.percentileNs(95) / NS_PER_MS,
            latencies.percentileNs(99) / NS_PER_MS,
            latencies.maxNs() / NS_PER_MS);
  }
}
