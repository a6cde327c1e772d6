package dev.spikebench.results.report;

import dev.spikebench.results.ResultsException;
import dev.spikebench.results.json.StudyFiles;
import dev.spikebench.results.json.WholeFiles;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.model.StudyResults;
import java.nio.file.Path;
import java.util.Map;

/// The reports of a study, made from its file alone. Stateless.
public final class StudyReport {

  /// Name of the result file in a study's folder.
  public static final String RESULTS = "study-results.json";

  /// Name of the Markdown report in a study's folder.
  public static final String MARKDOWN = "study.md";

  /// Name of the HTML report in a study's folder.
  public static final String HTML = "study.html";

  private StudyReport() {}

  /// The whole report in Markdown.
  ///
  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  public static String markdown(StudyResults results) {
    return markdown(results, RESULTS);
  }

  /// The whole report in Markdown, with a link to the result file.
  ///
  /// @param rawDataLink relative to the report
  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  public static String markdown(StudyResults results, String rawDataLink) {
    return Templates.markdown("study.ftlm", Map.of("study", StudyViews.of(results, rawDataLink)));
  }

  /// The whole report as one page that needs neither network nor script.
  ///
  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  public static String html(StudyResults results) {
    return Templates.html("study.ftlh", Map.of("study", StudyViews.of(results, RESULTS)));
  }

  /// The ratios of the design, the shares and the answer, for a terminal.
  ///
  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  public static String summary(StudyResults results) {
    return AlignedTables.align(
        Templates.markdown("study-summary.ftlm", Map.of("study", StudyViews.of(results, RESULTS))));
  }

  /// Writes the result and both reports into a study's folder, the result first.
  ///
  /// @throws dev.spikebench.results.ResultsException when one cannot be written or a histogram is
  ///   damaged
  public static void write(Path folder, StudyResults results) {
    StudyFiles.write(folder.resolve(RESULTS), results);
    WholeFiles.write(folder.resolve(MARKDOWN), markdown(results));
    WholeFiles.write(folder.resolve(HTML), html(results));
  }

  /// Publishes a study in the repository: a dated copy under `results/`, and `docs/study.md` made
  /// from it.
  ///
  /// @param root the repository's root
  /// @return the dated copy
  /// @throws dev.spikebench.results.ResultsException when the study is not complete, or a file
  ///   cannot be written
  public static Path publish(Path root, StudyResults results) {
    if (results.run().status() != RunStatus.COMPLETE) {
      throw new ResultsException(
          "study " + results.run().id() + " is not complete, so it is not published; resume it");
    }
    String name = "study-" + ReportFiles.dated(results.run().startedAt());
    Path dated = root.resolve("results").resolve(name);
    StudyResults published = results.withRun(results.run().withoutFolders());
    StudyFiles.write(dated, published);
    WholeFiles.write(
        root.resolve("docs").resolve(MARKDOWN), markdown(published, "../results/" + name));
    return dated;
  }
}
