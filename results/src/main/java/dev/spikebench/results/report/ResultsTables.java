package dev.spikebench.results.report;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.ParityCount;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.model.SummaryMetric;
import dev.spikebench.results.report.ReportView.Delta;
import dev.spikebench.results.report.ReportView.Row;
import dev.spikebench.results.report.ReportView.Table;
import dev.spikebench.results.summary.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The table of figures: one row a figure in the order of the first study, one column a backend,
/// and one column for each backend's difference from the first.
final class ResultsTables {

  /// Stands where there is nothing to print.
  static final String NONE = "—";

  /// The first study did not measure them, so their rows follow the study's own, where a run has
  /// figures.
  private static final List<SummaryKey> BESIDES =
      List.of(SummaryKey.INSTALLED_SIZE_BYTES, SummaryKey.CPU_NS_PER_EVENT);

  private ResultsTables() {}

  static Table of(BenchmarkResults results, Samples samples, PairedRatios ratios) {
    List<BackendSummary> backends = results.backends();
    List<Row> rows = new ArrayList<>();
    for (SummaryKey key : SummaryKey.values()) {
      if (!BESIDES.contains(key)) {
        rows.add(row(results, key, samples, ratios));
      }
    }
    rows.add(parityRow(backends));
    for (SummaryKey key : BESIDES) {
      if (isShown(results, key)) {
        rows.add(row(results, key, samples, ratios));
      }
    }
    DatabaseSettings settings = settings(results);
    if (settings.known()) {
      rows.add(
          new Row(
              "SQLite",
              settings.cells(),
              backends.stream().skip(1).map(it -> new Delta(NONE, false)).toList()));
    }
    if (backends.stream().anyMatch(it -> it.rawRates() != null)) {
      rows.add(
          new Row(
              "Share of raw rate",
              backends.stream().map(it -> RawShares.cell(it.rawRates())).toList(),
              backends.stream().skip(1).map(it -> new Delta(NONE, false)).toList()));
    }
    CeilingShares ceiling = CeilingShares.of(backends);
    if (ceiling.known()) {
      rows.add(
          new Row(
              "Share of ceiling",
              backends.stream().map(it -> ceiling.cell(it.rawRates())).toList(),
              backends.stream().skip(1).map(it -> new Delta(NONE, false)).toList()));
    }
    return new Table(
        backends.stream().map(ResultsTables::heading).toList(), deltaColumns(backends), rows);
  }

  /// The SQLite settings of the backends, by column.
  static DatabaseSettings settings(BenchmarkResults results) {
    Map<String, String> names = new LinkedHashMap<>();
    results.backends().forEach(it -> names.put(it.id(), it.name()));
    return new DatabaseSettings(names, results.iterations());
  }

  /// A straw man is marked where it is named.
  private static String heading(BackendSummary backend) {
    return backend.name() + (backend.notTuned() ? " (not tuned)" : "");
  }

  /// Why a figure is missing, one sentence a cell.
  static List<String> missing(BenchmarkResults results) {
    List<String> sentences = new ArrayList<>();
    for (BackendSummary backend : results.backends()) {
      if (!backend.valid()) {
        sentences.add(backend.name() + ": " + String.join(" ", backend.invalidReasons()));
        continue;
      }
      for (SummaryKey key : SummaryKey.values()) {
        SummaryMetric metric = backend.metric(key);
        if (metric.value() == null && isShown(results, key)) {
          sentences.add(label(key) + " of " + backend.name() + ": " + metric.reason() + ".");
        }
      }
    }
    return sentences;
  }

  /// Heading of a row.
  static String label(SummaryKey key) {
    return switch (key) {
      case STARTUP_MS -> "Startup time";
      case IDLE_RSS_BYTES -> "Idle RSS";
      case PEAK_RSS_BYTES -> "Peak RSS (under load)";
      case EVENTS_PER_SECOND -> "Throughput";
      case LATENCY_P50_MS -> "Latency p50";
      case LATENCY_P95_MS -> "Latency p95";
      case LATENCY_P99_MS -> "Latency p99";
      case FAILED_REQUESTS -> "Failed requests";
      case RUNTIME_SIZE_BYTES -> "Runtime size";
      case INSTALLED_SIZE_BYTES -> "Installed size";
      case CPU_NS_PER_EVENT -> "CPU per event";
    };
  }

  private static boolean isShown(BenchmarkResults results, SummaryKey key) {
    return !BESIDES.contains(key)
        || results.backends().stream().anyMatch(it -> it.metric(key).value() != null);
  }

  private static List<String> deltaColumns(List<BackendSummary> backends) {
    if (backends.size() == 2) {
      return List.of("Delta");
    }
    return backends.stream().skip(1).map(it -> "Delta " + it.name()).toList();
  }

  private static Row row(
      BenchmarkResults results, SummaryKey key, Samples samples, PairedRatios ratios) {
    List<BackendSummary> backends = results.backends();
    List<Delta> deltas = new ArrayList<>();
    for (int index = 1; index < backends.size(); index++) {
      Comparison comparison =
          Comparison.of(key, backends.getFirst(), backends.get(index), samples, ratios);
      deltas.add(delta(comparison, results.importedFrom() != null));
    }
    return new Row(label(key), backends.stream().map(it -> cell(it, key)).toList(), deltas);
  }

  private static Delta delta(Comparison comparison, boolean imported) {
    String text = comparison.delta();
    return switch (comparison.outcome()) {
      case BETTER -> new Delta(text, true);
      // Imported figures are set off as their author did: by the figure alone.
      case NO_INTERVAL -> new Delta(text, imported && comparison.looksBetter());
      case CANNOT_TELL -> new Delta(text.equals(NONE) ? text : text + " (cannot tell)", false);
      case NOT_TUNED -> new Delta(text.equals(NONE) ? text : text + " (not tuned)", false);
      case WORSE, SAME, MISSING -> new Delta(text, false);
    };
  }

  private static String cell(BackendSummary backend, SummaryKey key) {
    SummaryMetric metric = backend.metric(key);
    Double value = metric.value();
    if (value == null) {
      return NONE;
    }
    String text = Figures.withUnit(key, value) + interval(key, metric);
    String note = key == SummaryKey.RUNTIME_SIZE_BYTES ? backend.runtimeSizeNote() : null;
    return note == null ? text : text + " (" + note + ")";
  }

  /// The interval in parentheses after a space; empty where there is none or it is a point.
  static String interval(SummaryKey key, SummaryMetric metric) {
    Double low = metric.low();
    Double high = metric.high();
    if (low == null || high == null) {
      return "";
    }
    String from = Figures.plain(key, low);
    String to = Figures.plain(key, high);
    return from.equals(to) ? "" : " (" + from + " to " + to + ")";
  }

  private static Row parityRow(List<BackendSummary> backends) {
    return new Row(
        "Parity tests",
        backends.stream().map(it -> parity(it.parity())).toList(),
        backends.stream().skip(1).map(it -> new Delta(NONE, false)).toList());
  }

  private static String parity(ParityCount parity) {
    return parity.total() == 0 ? NONE : parity.passed() + "/" + parity.total() + " pass";
  }
}
