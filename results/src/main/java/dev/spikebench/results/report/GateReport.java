package dev.spikebench.results.report;

import dev.spikebench.results.json.GateFiles;
import dev.spikebench.results.json.WholeFiles;
import dev.spikebench.results.model.GateResults;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The reports of a gate's session, made from its file alone. Stateless.
public final class GateReport {

  /// Name of the result file in a session's folder.
  public static final String RESULTS = "gate-results.json";

  /// Name of the Markdown report in a session's folder.
  public static final String MARKDOWN = "gate.md";

  /// Name of the short report in a session's folder, for the page of a job or a comment.
  public static final String SUMMARY = "gate-summary.md";

  /// Name of the HTML report in a session's folder.
  public static final String HTML = "gate.html";

  private GateReport() {}

  /// The whole report in Markdown.
  ///
  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  public static String markdown(GateResults results) {
    return Templates.markdown("gate.ftlm", values(results));
  }

  /// The verdict, its reasons and the metrics: for a terminal, the page of a job or a comment, and
  /// short enough for these.
  ///
  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  public static String summary(GateResults results) {
    GateView view = GateViews.of(results);
    return SummaryBudget.fit(
        List.of(
            () -> summary(view),
            () -> summary(view.withoutWarnings()),
            () -> summary(view.withoutWarnings().withoutWarns())));
  }

  private static String summary(GateView view) {
    return AlignedTables.align(Templates.markdown("gate-summary.ftlm", Map.of("gate", view)));
  }

  /// The whole report as one page that needs neither network nor script.
  ///
  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  public static String html(GateResults results) {
    return Templates.html("gate.ftlh", values(results));
  }

  private static Map<String, Object> values(GateResults results) {
    return Map.of("gate", GateViews.of(results));
  }

  /// Writes the result and its reports into a session's folder, the result first.
  ///
  /// @throws dev.spikebench.results.ResultsException when one cannot be written or a histogram is
  ///   damaged
  public static void write(Path folder, GateResults results) {
    GateFiles.write(folder.resolve(RESULTS), results);
    WholeFiles.write(folder.resolve(MARKDOWN), markdown(results));
    WholeFiles.write(folder.resolve(SUMMARY), summary(results));
    WholeFiles.write(folder.resolve(HTML), html(results));
  }
}
