package dev.spikebench.results.report;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.stats.LogRatio;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Figures by backends, each with its ratio to the first and its tie group. A cell is set off only
/// where its ratio is told apart from 1; a backend that is marked not tuned has no tie group, since
/// nothing ranks it.
///
/// @param columns headings of the backends
/// @param rows one a figure
public record Matrix(List<String> columns, List<Row> rows) {

  /// One figure of all backends.
  public record Row(String label, List<Cell> cells) {}

  /// One figure of one backend.
  ///
  /// @param value the figure
  /// @param ratio beside the first backend's; empty where there is none
  /// @param group tie group; empty where there is none
  /// @param level `better`, `worse` or `even`
  public record Cell(String value, String ratio, String group, String level) {}

  /// The matrix; without rows where nothing is paired.
  static Matrix of(BenchmarkResults results, PairedRatios ratios) {
    List<Row> rows = new ArrayList<>();
    for (SummaryKey key : ratios.keys()) {
      rows.add(
          new Row(
              ResultsTables.label(key),
              results.backends().stream().map(it -> cell(results, ratios, key, it)).toList()));
    }
    return new Matrix(
        results.backends().stream()
            .map(it -> it.name() + (it.notTuned() ? " (not tuned)" : ""))
            .toList(),
        rows);
  }

  private static Cell cell(
      BenchmarkResults results, PairedRatios ratios, SummaryKey key, BackendSummary backend) {
    BackendSummary reference = results.backends().getFirst();
    Double value = backend.metric(key).value();
    if (value == null || !backend.valid()) {
      return new Cell(ResultsTables.NONE, "", "", "even");
    }
    Map<String, String> letters = ratios.letters(key);
    String group = letters.getOrDefault(backend.id(), "");
    String text = Figures.withUnit(key, value);
    if (backend.id().equals(reference.id())) {
      return new Cell(text, "", group, "even");
    }
    Optional<LogRatio> worse = ratios.worse(key, backend.id(), reference.id());
    boolean ranked = !backend.notTuned() && !reference.notTuned();
    String level =
        ranked && worse.map(LogRatio::differs).orElse(false)
            ? worse.map(it -> it.estimate() > 0 ? "worse" : "better").orElse("even")
            : "even";
    return new Cell(text, worse.map(RatioWords::of).orElse(""), group, level);
  }
}
