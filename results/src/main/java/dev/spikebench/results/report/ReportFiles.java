package dev.spikebench.results.report;

import dev.spikebench.results.ResultsException;
import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.json.WholeFiles;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Writes a result with its reports to the places where they are looked for. Every file appears
/// whole or not at all.
public final class ReportFiles {

  /// Name of the result file in a run's folder.
  public static final String RESULTS = "benchmark-results.json";

  /// Name of the Markdown report in a run's folder.
  public static final String MARKDOWN = "report.md";

  /// Name of the HTML report in a run's folder.
  public static final String HTML = "report.html";

  private static final DateTimeFormatter DATED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private ReportFiles() {}

  /// Writes the result and both reports into a run's folder, the result first.
  ///
  /// @throws ResultsException when one cannot be written or a histogram is damaged
  public static void write(Path folder, BenchmarkResults results) {
    ResultFiles.write(folder.resolve(RESULTS), results);
    WholeFiles.write(folder.resolve(MARKDOWN), MarkdownReport.render(results));
    WholeFiles.write(folder.resolve(HTML), HtmlReport.render(results));
  }

  /// Publishes a result in the repository: a dated copy under `results/`, and
  /// `docs/benchmark-results.md` made from it.
  ///
  /// @param root the repository's root
  /// @return the dated copy
  /// @throws ResultsException when no backend's figures are valid, or a file cannot be written
  public static Path publish(Path root, BenchmarkResults results) {
    if (results.backends().stream().noneMatch(BackendSummary::valid)) {
      throw new ResultsException(
          "run "
              + results.run().id()
              + " has no valid figures, so it is not published; run it again");
    }
    String name = dated(results.run().startedAt());
    BenchmarkResults published = results.withRun(results.run().withoutFolders());
    String report = MarkdownReport.render(published, "../results/" + name);
    Path dated = root.resolve("results").resolve(name);
    ResultFiles.write(dated, published);
    WholeFiles.write(root.resolve("docs").resolve("benchmark-results.md"), report);
    return dated;
  }

  /// Name of a published result file of a run that began then.
  public static String dated(Instant startedAt) {
    return DATED.format(startedAt) + ".json";
  }
}
