package dev.spikebench.results.report;

import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.summary.Samples;
import java.util.List;
import java.util.Map;

/// The validity and the table alone, short enough for a console and a README. Stateless.
public final class SummaryReport {

  private SummaryReport() {}

  /// The summary in Markdown, with its columns aligned so that it reads as plain text too, and
  /// short enough for a comment.
  ///
  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  public static String render(BenchmarkResults results) {
    ReportView view = ReportViews.of(results, new Samples(results), "benchmark-results.json");
    return SummaryBudget.fit(
        List.of(
            () -> AlignedTables.align(Templates.markdown("summary.ftlm", Map.of("report", view)))));
  }
}
