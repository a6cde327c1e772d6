package dev.spikebench.results.report;

import dev.spikebench.results.report.ReportView.Entry;
import dev.spikebench.results.report.ReportView.Validity;
import dev.spikebench.results.report.chart.ShareChart;
import java.util.List;

/// Everything a study's templates print, as finished text. Public, with its parts, because the
/// template engine reads public types alone.
///
/// @param title heading of the report
/// @param tool name and version of the program whose study it is
/// @param runId the run
/// @param startedAt when it began, UTC
/// @param validity whether the figures count
/// @param ratioNotes how to read the ratios, one sentence each
/// @param ratios ratios at fixed levels, one table a factor
/// @param shares what explains the variation, one table a metric
/// @param shareNotes over which levels, and what was left out
/// @param charts the shares as drawings
/// @param answer whether to rewrite, as one paragraph
/// @param claims the first study's claims, row by row
/// @param claimNotes how to read them
/// @param figures each combination's figures
/// @param caveats what limits the study
/// @param gaps backends that could not be measured, one sentence each
/// @param design what was varied, and how
/// @param environment where it took place
/// @param rawDataLink link to the result file
/// @param raw all measurements in the order of execution
/// @param reproduction command lines that repeat the study
public record StudyView(
    String title,
    String tool,
    String runId,
    String startedAt,
    Validity validity,
    List<String> ratioNotes,
    List<Grid> ratios,
    List<Grid> shares,
    List<String> shareNotes,
    List<ShareChart> charts,
    String answer,
    Grid claims,
    List<String> claimNotes,
    Grid figures,
    List<String> caveats,
    List<String> gaps,
    List<Entry> design,
    List<Entry> environment,
    String rawDataLink,
    Grid raw,
    List<String> reproduction) {

  /// A table.
  ///
  /// @param title what it shows
  /// @param columns headings
  /// @param rows cells in the order of the headings, the first the row's name
  public record Grid(String title, List<String> columns, List<List<String>> rows) {

    /// Copies the lists.
    public Grid {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }
}
