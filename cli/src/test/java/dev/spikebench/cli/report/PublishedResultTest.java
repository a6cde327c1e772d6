package dev.spikebench.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.json.SelftestFiles;
import dev.spikebench.results.json.StudyFiles;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.report.MarkdownReport;
import dev.spikebench.results.report.SelftestReport;
import dev.spikebench.results.report.StudyReport;
import dev.spikebench.results.report.SummaryReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the repository shows is what its newest result file says.
class PublishedResultTest {
  private static final Path ROOT = Path.of(System.getProperty("spikebench.root", ".."));

  @Test
  void theReportIsMadeFromTheNewestResultFile() throws IOException {
    Path newest = newest();
    BenchmarkResults results = ResultFiles.read(newest);

    assertThat(Files.readString(ROOT.resolve("docs/benchmark-results.md")))
        .isEqualTo(MarkdownReport.render(results, "../results/" + newest.getFileName()));
  }

  @Test
  void theTableInTheReadmeIsMadeFromTheNewestResultFile() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    String table = SummaryReport.render(ResultFiles.read(newest()));

    assertThat(Publication.withTable(readme, table)).isEqualTo(readme);
  }

  @Test
  void theStudyIsMadeFromTheNewestStudyFile() throws IOException {
    Path newest = newest("study-.*\\.json");

    assertThat(Files.readString(ROOT.resolve("docs/study.md")))
        .isEqualTo(
            StudyReport.markdown(StudyFiles.read(newest), "../results/" + newest.getFileName()));
  }

  @Test
  void theFiguresOfTheSelftestAreMadeFromItsNewestFile() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/methodology.md"));
    String figures =
        find("gate-selftest-.*\\.json")
            .map(SelftestFiles::read)
            .map(SelftestReport::markdown)
            .orElse("");

    assertThat(Publication.withSelftest(page, figures)).isEqualTo(page);
  }

  @Test
  void theTableStandsBetweenItsMarks() {
    String page = "a\n<!-- summary:begin -->\nold\n<!-- summary:end -->\nb\n";

    assertThat(Publication.withTable(page, "new\n"))
        .isEqualTo("a\n<!-- summary:begin -->\nnew\n<!-- summary:end -->\nb\n");
  }

  /// Comparisons are named by their time alone; soaks and studies say first what they are.
  private static Path newest() throws IOException {
    return newest("\\d.*\\.json");
  }

  private static Path newest(String name) throws IOException {
    return find(name).orElseThrow();
  }

  private static Optional<Path> find(String name) throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("results"))) {
      return files
          .filter(file -> file.getFileName().toString().matches(name))
          .max(Comparator.comparing(Path::getFileName));
    }
  }
}
