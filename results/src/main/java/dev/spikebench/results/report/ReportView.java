package dev.spikebench.results.report;

import dev.spikebench.results.report.StudyView.Grid;
import dev.spikebench.results.report.chart.DotChart;
import dev.spikebench.results.report.chart.RatioChart;
import dev.spikebench.results.report.chart.SpectrumChart;
import dev.spikebench.results.report.chart.TimelineChart;
import java.util.List;

/// Everything a template prints, as finished text: templates lay out, they decide and compute
/// nothing. Public, with its parts, because the template engine reads public types alone.
///
/// @param title heading of the report
/// @param tool name and version of the program whose result it is
/// @param runId the run
/// @param startedAt when it began, UTC; the day alone of imported figures
/// @param validity whether the figures count
/// @param environment where the run took place
/// @param workload parameters of the load
/// @param table the figures
/// @param missing why cells of the table are empty, one sentence each
/// @param legend how to read the table, one sentence each
/// @param analysis what the figures say
/// @param caveats what limits them
/// @param rawDataLink link to the result file
/// @param reproduction command lines that repeat the run; empty where none can
public record ReportView(
    String title,
    String tool,
    String runId,
    String startedAt,
    Validity validity,
    List<Entry> environment,
    List<Entry> workload,
    Table table,
    List<String> missing,
    List<String> legend,
    List<Section> analysis,
    List<String> caveats,
    String rawDataLink,
    List<String> reproduction) {

  /// Whether the figures count.
  ///
  /// @param level `valid`, `warning`, `invalid` or `imported`
  /// @param headline one or two words
  /// @param sentence why
  public record Validity(String level, String headline, String sentence) {}

  /// A name with what it stands for.
  public record Entry(String label, String value) {}

  /// The table of figures.
  ///
  /// @param columns headings of the backends
  /// @param deltaColumns headings of the differences
  /// @param rows one a figure
  public record Table(List<String> columns, List<String> deltaColumns, List<Row> rows) {}

  /// One figure of all backends.
  public record Row(String label, List<String> cells, List<Delta> deltas) {}

  /// One difference.
  ///
  /// @param text what is printed
  /// @param better whether it is to be set off as an improvement
  public record Delta(String text, boolean better) {}

  /// One heading with its sentences.
  public record Section(String title, List<String> sentences) {}

  /// What the page has besides.
  ///
  /// @param verdict what the run comes to, one sentence a backend but the first
  /// @param forests ratios to the first backend: one chart for each other one
  /// @param matrix figures by backends with their tie groups
  /// @param spectrum latency by percentile: one chart for each kind of load that recorded latencies
  /// @param timeline the run as it went: one chart, or none where there is no iteration
  /// @param dotCharts one a figure
  /// @param resources every metric of the iterations: one table, or none
  /// @param provenance where the figures come from
  /// @param backends the same of each backend
  /// @param limits what the run cannot tell, one sentence each
  /// @param glossary the page's terms
  /// @param rawColumns headings of the raw figures
  /// @param rawRows one an iteration
  public record Page(
      List<String> verdict,
      List<RatioChart> forests,
      Matrix matrix,
      List<SpectrumChart> spectrum,
      List<TimelineChart> timeline,
      List<DotChart> dotCharts,
      List<Grid> resources,
      List<Entry> provenance,
      Grid backends,
      List<String> limits,
      List<Entry> glossary,
      List<String> rawColumns,
      List<RawRow> rawRows) {}

  /// One iteration as measured.
  public record RawRow(List<String> cells, boolean valid) {}
}
