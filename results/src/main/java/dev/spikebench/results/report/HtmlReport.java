package dev.spikebench.results.report;

import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.summary.Samples;
import java.util.Map;

/// The full report as one HTML page that needs neither network nor script. Stateless.
public final class HtmlReport {

  private HtmlReport() {}

  /// The page, with a link to `benchmark-results.json` beside it.
  ///
  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  public static String render(BenchmarkResults results) {
    Samples samples = new Samples(results);
    ReportView view = ReportViews.of(results, samples, "benchmark-results.json");
    return Templates.html(
        "report.ftlh", Map.of("report", view, "page", Pages.of(results, samples)));
  }
}
