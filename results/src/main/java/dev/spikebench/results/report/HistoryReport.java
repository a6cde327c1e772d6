package dev.spikebench.results.report;

import dev.spikebench.results.history.History;
import dev.spikebench.results.json.WholeFiles;
import dev.spikebench.results.report.HistoryView.Figure;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The report of a history. Stateless; the same results give the same bytes everywhere.
public final class HistoryReport {

  /// Name of the report in Markdown.
  public static final String MARKDOWN = "history.md";

  /// Name of the report as a page.
  public static final String HTML = "history.html";

  private HistoryReport() {}

  /// The report in Markdown, without charts.
  ///
  /// @param leftOut files that were not used and why, one sentence each
  public static String markdown(History history, List<String> leftOut) {
    return markdown(HistoryViews.of(history, leftOut), false);
  }

  /// The report as a page of its own, with its charts.
  ///
  /// @param leftOut files that were not used and why, one sentence each
  public static String html(History history, List<String> leftOut) {
    return Templates.html("history.ftlh", Map.of("history", HistoryViews.of(history, leftOut)));
  }

  /// Writes both into a folder, and beside the Markdown each of its charts.
  ///
  /// @throws dev.spikebench.results.ResultsException when a file cannot be written
  public static void write(Path folder, History history, List<String> leftOut) {
    HistoryView view = HistoryViews.of(history, leftOut);
    for (Figure figure : view.figures()) {
      WholeFiles.write(
          folder.resolve(figure.chart().id() + ".svg"),
          Templates.html("history-svg.ftlh", Map.of("chart", figure.chart())));
    }
    WholeFiles.write(folder.resolve(MARKDOWN), markdown(view, true));
    WholeFiles.write(folder.resolve(HTML), Templates.html("history.ftlh", Map.of("history", view)));
  }

  private static String markdown(HistoryView view, boolean withCharts) {
    return AlignedTables.align(
        Templates.markdown("history.ftlm", Map.of("history", view, "withCharts", withCharts)));
  }
}
