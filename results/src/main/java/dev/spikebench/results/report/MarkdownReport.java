package dev.spikebench.results.report;

import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.summary.Samples;
import java.util.Map;

/// The full report in Markdown, with the sections of the first study. Stateless.
public final class MarkdownReport {

  private MarkdownReport() {}

  /// The report, with a link to `benchmark-results.json` beside it.
  ///
  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  public static String render(BenchmarkResults results) {
    return render(results, "benchmark-results.json");
  }

  /// The report, with a link to the result file, relative to the report.
  ///
  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  public static String render(BenchmarkResults results, String rawDataLink) {
    ReportView view = ReportViews.of(results, new Samples(results), rawDataLink);
    return Templates.markdown("report.ftlm", Map.of("report", view));
  }
}
