package dev.spikebench.results.report;

import dev.spikebench.results.soak.SoakResults;
import java.util.Map;

/// The report of a soak. Stateless; the same result gives the same bytes everywhere.
public final class SoakReport {
  /// Name of the result file.
  public static final String RESULTS = "soak-results.json";

  /// Name of the report in Markdown.
  public static final String MARKDOWN = "soak.md";

  /// Name of the report as a page.
  public static final String HTML = "soak.html";

  private SoakReport() {}

  /// The report in Markdown.
  public static String markdown(SoakResults results) {
    return AlignedTables.align(
        Templates.markdown("soak.ftlm", Map.of("soak", SoakView.of(results))));
  }

  /// The report as a page of its own, with its charts.
  public static String html(SoakResults results) {
    return Templates.html(
        "soak.ftlh", Map.of("soak", SoakView.of(results), "charts", SoakCharts.of(results)));
  }
}
