package dev.spikebench.results.model;

import org.jspecify.annotations.Nullable;

/// The figures of a backend's summary, in the order of the report's table. Scripts rely on the
/// keys.
public enum SummaryKey {
  STARTUP_MS("startupMs", MetricIds.STARTUP, 1e6, Direction.LOWER_IS_BETTER),
  IDLE_RSS_BYTES("idleRssBytes", MetricIds.IDLE_RSS, 1, Direction.LOWER_IS_BETTER),
  PEAK_RSS_BYTES("peakRssBytes", MetricIds.PEAK_RSS, 1, Direction.LOWER_IS_BETTER),
  EVENTS_PER_SECOND("eventsPerSecond", MetricIds.THROUGHPUT, 1, Direction.HIGHER_IS_BETTER),
  LATENCY_P50_MS("latencyP50Ms", 0.50, 1),
  LATENCY_P95_MS("latencyP95Ms", 0.95, 1),
  /// Needs 1,000 pooled requests: with fewer its interval would hang on a handful of them.
  LATENCY_P99_MS("latencyP99Ms", 0.99, 1_000),
  FAILED_REQUESTS("failedRequests", null, 1, Direction.LOWER_IS_BETTER),
  RUNTIME_SIZE_BYTES("runtimeSizeBytes", MetricIds.RUNTIME_SIZE, 1, Direction.LOWER_IS_BETTER),
  INSTALLED_SIZE_BYTES(
      "installedSizeBytes", MetricIds.INSTALLED_SIZE, 1, Direction.LOWER_IS_BETTER),
  CPU_NS_PER_EVENT("cpuNsPerEvent", MetricIds.CPU_PER_EVENT, 1, Direction.LOWER_IS_BETTER);

  private final String key;
  private final @Nullable String metricId;
  private final double baseUnits;
  private final @Nullable Double quantile;
  private final long minimumSamples;
  private final Direction direction;

  SummaryKey(String key, @Nullable String metricId, double baseUnits, Direction direction) {
    this.key = key;
    this.metricId = metricId;
    this.baseUnits = baseUnits;
    this.quantile = null;
    this.minimumSamples = 1;
    this.direction = direction;
  }

  SummaryKey(String key, double quantile, long minimumSamples) {
    this.key = key;
    this.metricId = null;
    this.baseUnits = 1e6;
    this.quantile = quantile;
    this.minimumSamples = minimumSamples;
    this.direction = Direction.LOWER_IS_BETTER;
  }

  /// The key in the result file.
  public String key() {
    return key;
  }

  /// The iteration value it is the median of; null for latencies and for failed requests, which
  /// come from histograms and counts.
  public @Nullable String metricId() {
    return metricId;
  }

  /// How many base units make one unit of the summary, for instance 1,000,000 ns a millisecond.
  public double baseUnits() {
    return baseUnits;
  }

  /// The quantile of the pooled latency histogram, between 0 and 1; null for what is no latency.
  public @Nullable Double quantile() {
    return quantile;
  }

  /// Samples below which no figure is given.
  public long minimumSamples() {
    return minimumSamples;
  }

  /// Which way it gets better.
  public Direction direction() {
    return direction;
  }
}
