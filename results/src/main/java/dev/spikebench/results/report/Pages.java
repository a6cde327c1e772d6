package dev.spikebench.results.report;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.model.SummaryMetric;
import dev.spikebench.results.report.ReportView.Page;
import dev.spikebench.results.report.ReportView.RawRow;
import dev.spikebench.results.report.chart.DotChart;
import dev.spikebench.results.summary.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// What the HTML page has beyond the Markdown report: charts and the raw figures.
final class Pages {

  private Pages() {}

  static Page of(BenchmarkResults results, Samples samples) {
    PairedRatios ratios = new PairedRatios(results, samples);
    return new Page(
        VerdictWords.of(results, ratios),
        Forest.of(results, ratios),
        Matrix.of(results, ratios),
        Spectra.of(results, samples),
        Timeline.of(results, samples),
        dotCharts(results, samples),
        ResourcePanel.of(results),
        Provenance.entries(results),
        Provenance.backends(results),
        Limits.of(results, ratios),
        Glossary.entries(),
        rawColumns(),
        rawRows(results, samples));
  }

  private static List<DotChart> dotCharts(BenchmarkResults results, Samples samples) {
    List<DotChart> charts = new ArrayList<>();
    for (SummaryKey key : SummaryKey.values()) {
      List<DotChart.Series> series = series(results, samples, key);
      // A figure that is zero everywhere shows nothing.
      if (series.stream().anyMatch(it -> it.value() > 0)) {
        charts.add(DotChart.of(key.key(), title(key), description(results, key, samples), series));
      }
    }
    return charts;
  }

  private static List<String> rawColumns() {
    List<String> columns =
        new ArrayList<>(List.of("No.", "Round", "Slot", "Backend", "Valid", "Verdict"));
    for (SummaryKey key : SummaryKey.values()) {
      columns.add(title(key));
    }
    return columns;
  }

  private static List<DotChart.Series> series(
      BenchmarkResults results, Samples samples, SummaryKey key) {
    List<DotChart.Series> series = new ArrayList<>();
    for (BackendSummary backend : results.backends()) {
      SummaryMetric metric = backend.metric(key);
      Double value = metric.value();
      Double low = metric.low();
      Double high = metric.high();
      if (value != null) {
        series.add(
            new DotChart.Series(
                backend.name() + ": " + Figures.withUnit(key, value),
                scaled(key, value),
                low == null ? null : scaled(key, low),
                high == null ? null : scaled(key, high),
                scaled(key, samples.of(backend.id(), key))));
      }
    }
    return series;
  }

  private static String description(BenchmarkResults results, SummaryKey key, Samples samples) {
    return results.backends().stream()
        .filter(it -> it.metric(key).value() != null)
        .map(it -> describe(it, key, samples.of(it.id(), key).length))
        .collect(Collectors.joining(" "));
  }

  private static String describe(BackendSummary backend, SummaryKey key, int iterations) {
    SummaryMetric metric = backend.metric(key);
    Double value = metric.value();
    Double low = metric.low();
    Double high = metric.high();
    String text = backend.name() + ": " + (value == null ? "none" : Figures.withUnit(key, value));
    if (low != null && high != null) {
      text += ", interval " + Figures.plain(key, low) + " to " + Figures.plain(key, high);
    }
    return text + ", " + iterations + (iterations == 1 ? " iteration." : " iterations.");
  }

  private static List<RawRow> rawRows(BenchmarkResults results, Samples samples) {
    Map<String, String> names =
        results.backends().stream()
            .collect(Collectors.toMap(BackendSummary::id, BackendSummary::name));
    List<RawRow> rows = new ArrayList<>();
    for (Iteration iteration : results.iterations()) {
      List<String> cells = new ArrayList<>();
      cells.add(Integer.toString(iteration.sequence()));
      cells.add(Integer.toString(iteration.round()));
      cells.add(Integer.toString(iteration.slot()));
      cells.add(names.getOrDefault(iteration.backendId(), iteration.backendId()));
      cells.add(iteration.valid() ? "yes" : "no: " + String.join("; ", iteration.invalidReasons()));
      cells.add(Objects.requireNonNullElse(iteration.verdict(), ResultsTables.NONE));
      Map<SummaryKey, Double> row = samples.row(iteration);
      for (SummaryKey key : SummaryKey.values()) {
        Double value = row.get(key);
        cells.add(value == null ? ResultsTables.NONE : Figures.plain(key, value));
      }
      rows.add(new RawRow(cells, iteration.valid()));
    }
    return rows;
  }

  private static String title(SummaryKey key) {
    String unit = Figures.unit(key).strip();
    return ResultsTables.label(key) + (unit.isEmpty() ? "" : " (" + unit + ")");
  }

  /// The axis shows what the title names: MB, not bytes; µs, not ns.
  private static double scaled(SummaryKey key, double value) {
    return value / Figures.perUnit(key);
  }

  private static List<Double> scaled(SummaryKey key, double[] values) {
    return Arrays.stream(values).mapToObj(it -> scaled(key, it)).toList();
  }
}
