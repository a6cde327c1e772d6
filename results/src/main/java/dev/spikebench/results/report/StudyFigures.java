package dev.spikebench.results.report;

import dev.spikebench.results.design.Treatment;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.StudyCell;
import dev.spikebench.results.model.StudyFactor;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.report.StudyView.Grid;
import dev.spikebench.results.stats.Estimate;
import dev.spikebench.results.stats.OrderStatistics;
import dev.spikebench.results.stats.percentile.Percentile;
import dev.spikebench.results.study.StudyData;
import dev.spikebench.results.study.StudyMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.HdrHistogram.Histogram;

/// The figures themselves: of each combination over its rounds, and of each measurement.
final class StudyFigures {

  private static final double NS_PER_MS = 1e6;

  private final StudyData data;
  private final StudyWords words;
  private final double confidence;

  StudyFigures(StudyData data) {
    this.data = data;
    this.words = new StudyWords(data);
    this.confidence = data.results().design().confidence();
  }

  /// Each combination: medians over rounds with their intervals, percentiles of all requests.
  Grid combinations() {
    List<List<String>> rows = new ArrayList<>();
    for (Treatment cell : data.design().treatments()) {
      double[] throughput = data.values(StudyMetric.THROUGHPUT, cell);
      if (throughput.length > 0) {
        List<String> row = new ArrayList<>(levels(cell));
        row.add(median(throughput, SummaryKey.EVENTS_PER_SECOND));
        Histogram pool = data.pool(cell);
        row.add(percentile(pool, 0.50));
        row.add(percentile(pool, 0.99));
        row.add(median(data.values(StudyMetric.PEAK_MEMORY, cell), SummaryKey.PEAK_RSS_BYTES));
        row.add(Figures.count(throughput.length));
        rows.add(row);
      }
    }
    List<String> columns = new ArrayList<>(factors());
    columns.addAll(List.of("Events/s", "p50 (ms)", "p99 (ms)", "Peak RSS (MB)", "Rounds"));
    return new Grid("Each combination", columns, rows);
  }

  /// Each measurement in the order of execution.
  Grid measurements() {
    List<List<String>> rows = new ArrayList<>();
    for (StudyCell cell : data.results().cells()) {
      Iteration iteration = cell.measurement();
      List<String> row = new ArrayList<>();
      row.add(Integer.toString(iteration.sequence()));
      row.add(Integer.toString(iteration.round()));
      for (StudyFactor factor : data.results().design().factors()) {
        if (data.varies(factor.name())) {
          String level = Objects.requireNonNullElse(cell.levels().get(factor.name()), "");
          row.add(words.level(factor.name(), level));
        }
      }
      row.add(iteration.valid() ? "yes" : "no: " + String.join("; ", iteration.invalidReasons()));
      row.add(Figures.count(iteration.counts().eventsAcknowledged()));
      row.add(Figures.significant(iteration.elapsedNs() / NS_PER_MS));
      rows.add(row);
    }
    List<String> columns = new ArrayList<>(List.of("No.", "Round"));
    columns.addAll(factors());
    columns.addAll(List.of("Valid", "Events", "Time (ms)"));
    return new Grid("All measurements in the order of execution", columns, rows);
  }

  private List<String> factors() {
    return data.results().design().factors().stream()
        .map(StudyFactor::name)
        .filter(data::varies)
        .toList();
  }

  private List<String> levels(Treatment cell) {
    return factors().stream().map(it -> words.level(it, cell.level(it))).toList();
  }

  private String median(double[] values, SummaryKey key) {
    if (values.length == 0) {
      return ResultsTables.NONE;
    }
    Estimate estimate = OrderStatistics.median(values, confidence);
    String text = Figures.plain(key, estimate.value());
    Double low = estimate.low();
    Double high = estimate.high();
    return low == null || high == null
        ? text
        : text + " (" + Figures.plain(key, low) + " to " + Figures.plain(key, high) + ")";
  }

  private String percentile(Histogram pool, double quantile) {
    return switch (Percentile.of(pool, quantile, confidence)) {
      case Percentile.Known known -> Figures.significant(known.estimate().value() / NS_PER_MS);
      case Percentile.TooFewSamples few ->
          "none: " + Figures.count(few.n()) + " requests of " + Figures.count(few.needed());
    };
  }
}
