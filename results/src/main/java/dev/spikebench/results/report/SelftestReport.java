package dev.spikebench.results.report;

import dev.spikebench.results.json.SelftestFiles;
import dev.spikebench.results.json.WholeFiles;
import dev.spikebench.results.selftest.SelftestResults;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/// The report of a gate's self-test, made from its file alone. Stateless; the same result gives the
/// same bytes everywhere.
public final class SelftestReport {
  /// Name of the result file.
  public static final String RESULTS = "selftest-results.json";

  /// Name of the report in Markdown.
  public static final String MARKDOWN = "selftest.md";

  private SelftestReport() {}

  /// The report in Markdown: what was measured, a row a change, what is guarded.
  public static String markdown(SelftestResults results) {
    return AlignedTables.align(
        Templates.markdown("selftest.ftlm", Map.of("selftest", SelftestView.of(results))));
  }

  /// Writes the result and its report into a folder, the result first.
  ///
  /// @throws dev.spikebench.results.ResultsException when one cannot be written
  public static void write(Path folder, SelftestResults results) {
    SelftestFiles.write(folder.resolve(RESULTS), results);
    WholeFiles.write(folder.resolve(MARKDOWN), markdown(results));
  }

  /// Writes the dated copy among a repository's results.
  ///
  /// @param root folder of the repository
  /// @return the dated file
  /// @throws dev.spikebench.results.ResultsException when it cannot be written
  public static Path publish(Path root, SelftestResults results) {
    Instant startedAt = results.sessions().getFirst().startedAt();
    Path file = root.resolve("results").resolve("gate-selftest-" + ReportFiles.dated(startedAt));
    SelftestFiles.write(file, results);
    return file;
  }
}
