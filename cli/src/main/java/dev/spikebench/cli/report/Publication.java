package dev.spikebench.cli.report;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.results.json.WholeFiles;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.StudyResults;
import dev.spikebench.results.report.ReportFiles;
import dev.spikebench.results.report.SelftestReport;
import dev.spikebench.results.report.StudyReport;
import dev.spikebench.results.report.SummaryReport;
import dev.spikebench.results.selftest.SelftestResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Renews what the repository shows of a run: the dated result file, the report made from it, and
/// the table in the README.
public final class Publication {
  private final Path root;

  /// Publishes into the installation's repository.
  public Publication(Installation installation) {
    root = installation.root();
  }

  private Path readme() {
    return root.resolve("README.md");
  }

  private Path methodology() {
    return root.resolve("docs").resolve("methodology.md");
  }

  /// Checks, before anything is measured, that what is published can be written.
  ///
  /// @throws CommandException naming the one that cannot
  public void checkWritable() {
    for (Path path :
        List.of(root.resolve("results"), root.resolve("docs"), readme(), methodology())) {
      if (!Files.isWritable(path)) {
        throw new CommandException(
            ExitCode.USAGE, "cannot publish: " + path + " cannot be written; leave --publish out");
      }
    }
    withTable(readText(readme()), "");
    withSelftest(readText(methodology()), "");
  }

  /// Writes all three; each appears whole or stays as it was.
  ///
  /// @return the dated result file
  public Path publish(BenchmarkResults results) {
    Path file = ReportFiles.publish(root, results);
    WholeFiles.write(readme(), withTable(readText(readme()), SummaryReport.render(results)));
    return file;
  }

  /// Writes the dated result file of a study and the report made from it.
  ///
  /// @return the dated result file
  public Path publish(StudyResults results) {
    return StudyReport.publish(root, results);
  }

  /// Writes the dated result file of a gate's self-test and its figures into the page on methods.
  ///
  /// @return the dated result file
  public Path publish(SelftestResults results) {
    Path file = SelftestReport.publish(root, results);
    WholeFiles.write(
        methodology(), withSelftest(readText(methodology()), SelftestReport.markdown(results)));
    return file;
  }

  /// The README with its table replaced.
  ///
  /// @throws CommandException if the page lacks the marks
  static String withTable(String page, String table) {
    return MarkedText.replaced("README.md", page, "summary", table);
  }

  /// The page on methods with the figures of the self-test replaced.
  ///
  /// @throws CommandException if the page lacks the marks
  static String withSelftest(String page, String figures) {
    return MarkedText.replaced("docs/methodology.md", page, "selftest", figures);
  }

  private static String readText(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CommandException(ExitCode.USAGE, "cannot read " + file + ": " + e, e);
    }
  }
}
