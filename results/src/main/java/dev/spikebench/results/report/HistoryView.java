package dev.spikebench.results.report;

import dev.spikebench.results.report.chart.HistoryChart;
import java.util.List;

/// What the report of a history prints, as finished text.
///
/// @param title heading
/// @param headline what it comes to, in a few words
/// @param level `valid` where nothing got worse, else `warning`
/// @param changes where a figure moved, one sentence each
/// @param obstacles where neighbours are not comparable, one sentence each
/// @param notes how to read it, one sentence each
/// @param results the results
/// @param figures one a figure
/// @param leftOut files that were not used, one sentence each
public record HistoryView(
    String title,
    String headline,
    String level,
    List<String> changes,
    List<String> obstacles,
    List<String> notes,
    StudyView.Grid results,
    List<Figure> figures,
    List<String> leftOut) {

  /// One figure over all results.
  ///
  /// @param chart its chart
  /// @param table its values
  public record Figure(HistoryChart chart, StudyView.Grid table) {}
}
