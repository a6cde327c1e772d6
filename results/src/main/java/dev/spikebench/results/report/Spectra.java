package dev.spikebench.results.report;

import dev.spikebench.results.hdr.HistogramCodec;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.OpenRun;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.report.chart.SpectrumChart;
import dev.spikebench.results.summary.LatencyPools;
import dev.spikebench.results.summary.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.HdrHistogram.Histogram;

/// Latency by percentile: the iterations of all backends in one chart, and one for each load of the
/// open loop.
final class Spectra {

  private static final double NANOSECONDS_PER_MS = 1e6;

  private Spectra() {}

  /// The charts; none where no latencies were recorded.
  static List<SpectrumChart> of(BenchmarkResults results, Samples samples) {
    List<SpectrumChart> charts = new ArrayList<>();
    iterations(results, samples).ifPresent(charts::add);
    TreeSet<Double> shares = new TreeSet<>();
    results.openRuns().forEach(it -> shares.add(it.share()));
    for (double share : shares) {
      open(results, share, charts.size() + 1).ifPresent(charts::add);
    }
    return charts;
  }

  private static Optional<SpectrumChart> iterations(BenchmarkResults results, Samples samples) {
    List<SpectrumChart.Series> series = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (BackendSummary backend : results.backends()) {
      Histogram pool = samples.pool(backend.id());
      if (pool.getTotalCount() > 0) {
        List<Histogram> parts = new ArrayList<>();
        for (Iteration iteration : results.iterationsOf(backend.id())) {
          LatencyPools.of(iteration).ifPresent(parts::add);
        }
        series.add(new SpectrumChart.Series(backend.name(), pool, parts));
        words.add(describeLatency(backend, pool.getTotalCount()));
      }
    }
    return series.isEmpty()
        ? Optional.empty()
        : Optional.of(
            SpectrumChart.of(
                "spectrum", "Latency by percentile (ms)", String.join(" ", words), series));
  }

  private static Optional<SpectrumChart> open(BenchmarkResults results, double share, int number) {
    List<SpectrumChart.Series> series = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (BackendSummary backend : results.backends()) {
      for (OpenRun run : results.openRuns()) {
        String text = run.latencyFromPlanHistogram();
        if (run.valid()
            && run.share() == share
            && run.backendId().equals(backend.id())
            && text != null) {
          Histogram latencies = HistogramCodec.decode("open run " + run.sequence(), text);
          series.add(new SpectrumChart.Series(backend.name(), latencies, List.of()));
          words.add(describeOpen(backend, latencies));
        }
      }
    }
    return series.isEmpty()
        ? Optional.empty()
        : Optional.of(
            SpectrumChart.of(
                "spectrum-" + number,
                "Latency from plan at %s of each backend's own rate, open loop (ms)"
                    .formatted(Figures.percent(share)),
                String.join(" ", words),
                series));
  }

  private static String describeOpen(BackendSummary backend, Histogram latencies) {
    return "%s: p50 %sms, p99 %sms, %s requests."
        .formatted(
            backend.name(),
            Figures.significant(latencies.getValueAtPercentile(50) / NANOSECONDS_PER_MS),
            Figures.significant(latencies.getValueAtPercentile(99) / NANOSECONDS_PER_MS),
            Figures.count(latencies.getTotalCount()));
  }

  private static String describeLatency(BackendSummary backend, long requests) {
    StringBuilder text = new StringBuilder(backend.name()).append(": ");
    for (SummaryKey key : SummaryKey.values()) {
      Double value = backend.metric(key).value();
      if (key.quantile() != null && value != null) {
        text.append(ResultsTables.label(key).replace("Latency ", ""))
            .append(' ')
            .append(Figures.withUnit(key, value))
            .append(", ");
      }
    }
    return text.append(Figures.count(requests)).append(" pooled requests.").toString();
  }
}
