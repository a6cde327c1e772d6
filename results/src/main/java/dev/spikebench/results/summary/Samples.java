package dev.spikebench.results.summary;

import dev.spikebench.results.hdr.HistogramCodec;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.stats.Estimate;
import dev.spikebench.results.stats.OrderStatistics;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Each backend's figures iteration by iteration, in the units of the summary, and its latencies in
/// one pool. Decodes every histogram once. Valid iterations only, except for failed requests.
public final class Samples {

  private final Map<String, Map<SummaryKey, double[]>> byBackend = new HashMap<>();
  private final Map<Integer, Map<SummaryKey, Double>> bySequence = new HashMap<>();
  private final Map<String, Histogram> pools = new HashMap<>();
  private final double confidence;

  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  public Samples(BenchmarkResults results) {
    confidence = results.design().confidence();
    for (BackendSummary backend : results.backends()) {
      List<Histogram> histograms = new ArrayList<>();
      List<Map<SummaryKey, Double>> rows = new ArrayList<>();
      for (Iteration iteration : results.iterationsOf(backend.id())) {
        Optional<Histogram> latencies = LatencyPools.of(iteration);
        latencies.ifPresent(histograms::add);
        Map<SummaryKey, Double> row = row(iteration, latencies);
        bySequence.put(iteration.sequence(), row);
        rows.add(row);
      }
      byBackend.put(backend.id(), columns(rows));
      pools.put(backend.id(), HistogramCodec.merge(histograms));
    }
  }

  private static Map<SummaryKey, double[]> columns(List<Map<SummaryKey, Double>> rows) {
    Map<SummaryKey, double[]> columns = new EnumMap<>(SummaryKey.class);
    for (SummaryKey key : SummaryKey.values()) {
      columns.put(
          key,
          rows.stream()
              .filter(it -> it.containsKey(key))
              .mapToDouble(it -> it.getOrDefault(key, 0.0))
              .toArray());
    }
    return columns;
  }

  /// The figures of one backend's iterations in the order of execution; empty where there are none.
  public double[] of(String backendId, SummaryKey key) {
    Map<SummaryKey, double[]> columns = byBackend.get(backendId);
    double[] values = columns == null ? null : columns.get(key);
    return values == null ? new double[0] : values.clone();
  }

  /// The median over the iterations with its interval; null where there are none.
  public @Nullable Estimate median(String backendId, SummaryKey key) {
    double[] values = of(backendId, key);
    return values.length == 0 ? null : OrderStatistics.median(values, confidence);
  }

  /// All latencies of the valid iterations in ns.
  public Histogram pool(String backendId) {
    Histogram pool = pools.get(backendId);
    return pool == null ? HistogramCodec.merge(List.of()) : pool;
  }

  /// Whether any valid iteration has latencies.
  public boolean hasLatencies() {
    return pools.values().stream().anyMatch(it -> it.getTotalCount() > 0);
  }

  /// The figures of one iteration; a figure that it lacks is not in the map.
  public Map<SummaryKey, Double> row(Iteration iteration) {
    return bySequence.getOrDefault(iteration.sequence(), Map.of());
  }

  private static Map<SummaryKey, Double> row(Iteration iteration, Optional<Histogram> latencies) {
    Map<SummaryKey, Double> row = new EnumMap<>(SummaryKey.class);
    row.put(SummaryKey.FAILED_REQUESTS, (double) iteration.counts().requestsFailed());
    if (!iteration.valid()) {
      return row;
    }
    for (SummaryKey key : SummaryKey.values()) {
      Double quantile = key.quantile();
      String metricId = key.metricId();
      if (quantile != null) {
        latencies
            .filter(it -> it.getTotalCount() > 0)
            .map(it -> OrderStatistics.quantile(it, quantile) / key.baseUnits())
            .ifPresent(it -> row.put(key, it));
      } else if (metricId != null) {
        Double value = iteration.value(metricId);
        if (value != null) {
          row.put(key, value / key.baseUnits());
        }
      }
    }
    return row;
  }
}
