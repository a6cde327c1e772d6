package dev.spikebench.results.report;

import dev.spikebench.results.report.chart.ForestChart;
import java.util.List;

/// What the templates of a gate's reports print; every text is ready to be escaped.
///
/// @param title what was compared
/// @param verdict the verdict's word
/// @param level class of the banner: `valid`, `warning` or `invalid`
/// @param headline the verdict in a sentence
/// @param next what to do next
/// @param columns heads of the two tables
/// @param gates rows of the metrics that decide
/// @param warns rows of the metrics that only warn
/// @param trust how far the session can be trusted, names and values
/// @param arms what was measured, names and values
/// @param environment where, names and values
/// @param warnings what else a reader must know
/// @param limits what the session cannot tell
/// @param epochColumns heads of the table of epochs
/// @param epochs one row an epoch: the raw ratios
/// @param command the command that repeats it
/// @param charts the forest plot, where there is anything to draw
public record GateView(
    String title,
    String verdict,
    String level,
    String headline,
    String next,
    List<String> columns,
    List<List<String>> gates,
    List<List<String>> warns,
    List<List<String>> trust,
    List<List<String>> arms,
    List<List<String>> environment,
    List<String> warnings,
    List<String> limits,
    List<String> epochColumns,
    List<List<String>> epochs,
    String command,
    List<ForestChart> charts) {
  /// The same without its warnings, but for one that says so.
  GateView withoutWarnings() {
    return with(
        warns,
        List.of(
            "%s warnings are left out here: the whole report has them."
                .formatted(warnings.size())));
  }

  /// The same without the metrics that only warn.
  GateView withoutWarns() {
    return with(List.of(), warnings);
  }

  private GateView with(List<List<String>> otherWarns, List<String> otherWarnings) {
    return new GateView(
        title,
        verdict,
        level,
        headline,
        next,
        columns,
        gates,
        otherWarns,
        trust,
        arms,
        environment,
        otherWarnings,
        limits,
        epochColumns,
        epochs,
        command,
        charts);
  }
}
