package dev.spikebench.results.report;

import dev.spikebench.results.growth.GrowthResults;
import java.util.Map;

/// The report of growth. Stateless; the same result gives the same bytes everywhere.
public final class GrowthReport {
  /// Name of the result file.
  public static final String RESULTS = "growth-results.json";

  /// Name of the report in Markdown.
  public static final String MARKDOWN = "growth.md";

  /// Name of the report as a page.
  public static final String HTML = "growth.html";

  private GrowthReport() {}

  /// The report in Markdown.
  public static String markdown(GrowthResults results) {
    return AlignedTables.align(
        Templates.markdown("growth.ftlm", Map.of("growth", GrowthView.of(results))));
  }

  /// The report as a page of its own, with its charts.
  public static String html(GrowthResults results) {
    return Templates.html(
        "growth.ftlh",
        Map.of("growth", GrowthView.of(results), "charts", GrowthCharts.of(results)));
  }
}
