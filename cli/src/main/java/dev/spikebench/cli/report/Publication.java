package dev.spikebench.cli.report;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.results.json.WholeFiles;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.StudyResults;
import dev.spikebench.results.report.ReportFiles;
import dev.spikebench.results.report.StudyReport;
import dev.spikebench.results.report.SummaryReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Renews what the repository shows of a run: the dated result file, the report made from it, and
/// the table in the README.
public final class Publication {
  private static final String BEGIN = "<!-- summary:begin -->";
  private static final String END = "<!-- summary:end -->";

  private final Path root;

  /// Publishes into the installation's repository.
  public Publication(Installation installation) {
    root = installation.root();
  }

  private Path readme() {
    return root.resolve("README.md");
  }

  /// Checks, before anything is measured, that the three can be written.
  ///
  /// @throws CommandException naming the one that cannot
  public void checkWritable() {
    for (Path path : List.of(root.resolve("results"), root.resolve("docs"), readme())) {
      if (!Files.isWritable(path)) {
        throw new CommandException(
            ExitCode.USAGE, "cannot publish: " + path + " cannot be written; leave --publish out");
      }
    }
    withTable(readText(readme()), "");
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

  /// The page with the table between its two marks replaced.
  ///
  /// @throws CommandException if the page lacks the marks
  static String withTable(String page, String table) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new CommandException(
          ExitCode.USAGE, "README.md lacks the marks " + BEGIN + " and " + END + "; put them back");
    }
    return page.substring(0, begin + BEGIN.length())
        + "\n"
        + table.strip()
        + "\n"
        + page.substring(end);
  }

  private static String readText(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CommandException(ExitCode.USAGE, "cannot read " + file + ": " + e, e);
    }
  }
}
