package dev.spikebench.results.study;

import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.MetricIds;
import dev.spikebench.results.stats.OrderStatistics;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// What is measured in each cell of a study and compared between cells.
public enum StudyMetric {
  /// Acknowledged events a second.
  THROUGHPUT("throughput", MetricIds.THROUGHPUT),
  /// Median latency, ns.
  LATENCY_P50("median latency", 0.50),
  /// 95th percentile of latency, ns.
  LATENCY_P95("95th percentile latency", 0.95),
  /// 99th percentile of latency, ns.
  LATENCY_P99("99th percentile latency", 0.99),
  /// Start to the first healthy answer, ns.
  STARTUP("start-up time", MetricIds.STARTUP),
  /// Memory before the load, bytes.
  IDLE_MEMORY("idle memory", MetricIds.IDLE_RSS),
  /// Highest memory under load, bytes.
  PEAK_MEMORY("peak memory", MetricIds.PEAK_RSS),
  /// Size on disk without the runtime, bytes.
  SIZE("size on disk", MetricIds.RUNTIME_SIZE);

  private final String label;
  private final @Nullable String metricId;
  private final double quantile;

  StudyMetric(String label, String metricId) {
    this.label = label;
    this.metricId = metricId;
    this.quantile = 0;
  }

  StudyMetric(String label, double quantile) {
    this.label = label;
    this.metricId = null;
    this.quantile = quantile;
  }

  /// What it is called in a sentence.
  public String label() {
    return label;
  }

  /// The quantile of the latencies, between 0 and 1; 0 for what is no latency.
  public double quantile() {
    return quantile;
  }

  /// Its value in one measurement; empty where it is missing or has no logarithm.
  Optional<Double> of(Iteration iteration, Optional<Histogram> latencies) {
    Optional<Double> value =
        metricId == null
            ? latencies
                .filter(it -> it.getTotalCount() > 0)
                .map(it -> OrderStatistics.quantile(it, quantile))
            : Optional.ofNullable(iteration.value(metricId));
    return value.filter(it -> it > 0);
  }
}
