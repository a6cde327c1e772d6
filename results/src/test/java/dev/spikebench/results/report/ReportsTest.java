package dev.spikebench.results.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spikebench.results.ResultsException;
import dev.spikebench.results.Scenarios;
import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {

  private static final List<Function<BenchmarkResults, String>> REPORTS =
      List.of(MarkdownReport::render, HtmlReport::render, SummaryReport::render);

  @Test
  void reportsHaveTheSameBytesInEveryLanguageAndTimeZone() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      for (BenchmarkResults results : List.of(Scenarios.troubled(), Scenarios.overlapping())) {
        for (Function<BenchmarkResults, String> report : REPORTS) {
          Locale.setDefault(Locale.ROOT);
          TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
          String expected = report.apply(results);
          for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "de-DE")) {
            Locale.setDefault(Locale.forLanguageTag(tag));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            assertThat(report.apply(results)).as(tag).isEqualTo(expected);
          }
        }
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void aReportFromTheFileEqualsTheOneFromTheRun() {
    BenchmarkResults results = Scenarios.threeBackends();
    BenchmarkResults read = ResultFiles.parse("file", ResultFiles.toJson(results));
    REPORTS.forEach(it -> assertThat(it.apply(read)).isEqualTo(it.apply(results)));
  }

  @Test
  void theMarkdownReportHasTheSectionsOfTheFirstStudyInItsOrder() {
    for (BenchmarkResults results : Scenarios.all().values()) {
      assertThat(MarkdownReport.render(results).lines().filter(it -> it.startsWith("## ")))
          .containsExactly(
              "## Environment",
              "## Workload Parameters",
              "## Results",
              "## Analysis",
              "## Caveats",
              "## Raw Data",
              "## Reproduction");
    }
  }

  @Test
  void theTablesRowsAreThoseOfTheFirstStudyInItsOrderThenOurs() {
    assertThat(rowLabels(Scenarios.threeBackends()))
        .containsExactly(
            "Startup time",
            "Idle RSS",
            "Peak RSS (under load)",
            "Throughput",
            "Latency p50",
            "Latency p95",
            "Latency p99",
            "Failed requests",
            "Runtime size",
            "Parity tests",
            "Installed size",
            "CPU per event");
  }

  @Test
  void everyRowOfATableHasAsManyCellsAsItsHead() {
    for (BenchmarkResults results : Scenarios.all().values()) {
      List<String> rows =
          MarkdownReport.render(results).lines().filter(it -> it.startsWith("|")).toList();
      long cells = 0;
      for (int index = 0; index < rows.size(); index++) {
        boolean head = index + 1 < rows.size() && rows.get(index + 1).startsWith("|--");
        cells = head ? bars(rows.get(index)) : cells;
        assertThat(bars(rows.get(index))).as(rows.get(index)).isEqualTo(cells);
      }
    }
  }

  @Test
  void oneBackendHasNoDeltas() {
    assertThat(MarkdownReport.render(Scenarios.oneBackend()))
        .contains("| Metric | Java (Undertow) |\n")
        .doesNotContain("Delta")
        .doesNotContain("delta")
        .doesNotContain("against");
  }

  @Test
  void theStreamIsSpokenOfWhereSomebodyFollowedIt() {
    BenchmarkResults silent = Scenarios.oneBackend();
    assertThat(MarkdownReport.render(silent)).doesNotContain("Event stream");
    assertThat(MarkdownReport.render(Scenarios.followed(silent, 0)))
        .contains("### Event stream")
        .contains(
            "600,000 of 600,000 messages that Java (Undertow) owed its 3 subscribers came, each"
                + " once and in order.")
        .containsPattern(
            "From the POST to a subscriber of Java \\(Undertow\\) half of the events took at most"
                + " [0-9.]+ms, 95% at most");
    assertThat(HtmlReport.render(Scenarios.followed(silent, 2)))
        .contains("<h3>Event stream</h3>")
        .contains(
            "599,980 of 600,000 messages that Java (Undertow) owed its 3 subscribers came; 20 were"
                + " lost, 10 came again, 0 came out of order, 0 could not be read.");
  }

  @Test
  void overlappingIntervalsAreNeverCalledADifference() {
    String report = MarkdownReport.render(Scenarios.overlapping());
    String analysis = section(report, "## Analysis", "## Caveats");
    assertThat(analysis)
        .contains(
            "Cannot tell whether throughput differs between Java (Undertow) and Node.js (Express)")
        .doesNotContain("higher")
        .doesNotContain("lower");
    assertThat(report).doesNotContain("**+").doesNotContain("**-").contains("+1% (cannot tell)");
  }

  @Test
  void tableSentencesAndPlotsJudgeByTheSamePairs() {
    Scenarios.Profile node = Scenarios.node();
    // A hundredth more in every round: the intervals overlap, the pairs leave no doubt.
    Scenarios.Profile dearer =
        new Scenarios.Profile(
            Scenarios.java().facts(),
            node.startupMs(),
            node.idleMib(),
            node.peakMib(),
            node.eventsPerSecond() * 1.01,
            node.latencyMs(),
            node.sizeMib(),
            node.cpuNsPerEvent() * 1.01,
            node.step());
    BenchmarkResults results =
        Scenarios.results(
            List.of(node, dearer), 10, Scenarios.quietEnvironment(), RunStatus.COMPLETE, List.of());
    String report = MarkdownReport.render(results);
    assertThat(report)
        .contains("| **+1%** |")
        .contains("Throughput of Java (Undertow) is 1% higher");
    assertThat(HtmlReport.render(results))
        .contains("better in throughput")
        .contains("×1.01 better")
        .contains("worse in CPU per event");
    assertThat(section(report, "## Analysis", "## Caveats"))
        .doesNotContain("Cannot tell whether throughput")
        .doesNotContain("Cannot tell whether CPU");
  }

  @Test
  void withoutIntervalsADifferenceIsSaidToBePossiblyChance() {
    BenchmarkResults once =
        Scenarios.results(
            List.of(Scenarios.node(), Scenarios.rust()),
            1,
            Scenarios.quietEnvironment(),
            RunStatus.COMPLETE,
            List.of());
    String report = MarkdownReport.render(once);
    assertThat(report)
        .contains("without an interval nothing tells this from chance")
        .contains("a single iteration, not repeated")
        .doesNotContain("**-")
        .doesNotContain("**+");
  }

  @Test
  void differencesAreWorkedOutFromTheFiguresPrintedBesideThem() {
    // 4,975.2 events/s against 17,910.6: (17,910.6 - 4,975.2) / 4,975.2 = 2.60; 17,910.6 / 4,975.2
    // = 3.6.
    assertThat(MarkdownReport.render(Scenarios.threeBackends()))
        .contains(
            "Throughput of Rust (axum) is 260% higher than that of Node.js (Express): 17,911"
                + " events/s against 4,975 events/s, a factor of 3.6.")
        .contains("| **+260%** |");
  }

  @Test
  void caveatsAreThoseOfTheRun() {
    String quiet =
        section(MarkdownReport.render(Scenarios.threeBackends()), "## Caveats", "## Raw");
    assertThat(quiet)
        .doesNotContain("memory")
        .doesNotContain("virtual")
        .doesNotContain("Not quiet")
        .doesNotContain("uncommitted")
        .doesNotContain("do not count")
        .doesNotContain("partial");
    String troubled = section(MarkdownReport.render(Scenarios.troubled()), "## Caveats", "## Raw");
    assertThat(troubled)
        .contains("tmpfs, which is backed by memory")
        .contains("virtual (kvm)")
        .contains("Not quiet: The load average was 3.2 on 2 CPUs.")
        .contains("uncommitted changes")
        .contains("1 of 8 iterations do not count (1 of 19,950 acknowledged events was not stored)")
        .contains("judged MIXED")
        .contains("cargo is not installed")
        .contains("The run is partial: it has 8 iterations of the 30 planned.");
  }

  @Test
  void theReproductionHasTheCommandWithItsSeed() {
    assertThat(MarkdownReport.render(Scenarios.threeBackends()))
        .contains(
            "./spikebench compare --events 20000"
                + " --backends=node-express,rust-axum,java-undertow --seed 42\n");
  }

  @Test
  void hostileNamesStayText() {
    String html = HtmlReport.render(Scenarios.troubled());
    assertThat(html)
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
        .doesNotContain("<script");
    String markdown = MarkdownReport.render(Scenarios.troubled());
    assertThat(markdown)
        .doesNotContainPattern("(?<!\\\\)<[a-z/]")
        .contains("Evil \\| \\<script\\>");
  }

  @Test
  void thePageNeedsNeitherNetworkNorScript() {
    for (BenchmarkResults results : Scenarios.all().values()) {
      String html = HtmlReport.render(results);
      assertThat(html)
          .contains("default-src 'none'")
          .contains("prefers-color-scheme: dark")
          .contains("@media print")
          .doesNotContain("<script")
          .doesNotContain("<link")
          .doesNotContain("<img")
          .doesNotContain("@import")
          .doesNotContain("url(");
      assertThat(matches(html, "(?:href|src)=\"([^\"]*)\"")).containsOnly("benchmark-results.json");
    }
  }

  @Test
  void everyChartHasATitleAndADescription() {
    String html = HtmlReport.render(Scenarios.threeBackends());
    int charts = matches(html, "(<svg )").size();
    // Ten figures that are not zero throughout, two forest plots, the latency spectrum, the
    // timeline.
    assertThat(charts).isEqualTo(14);
    assertThat(matches(html, "<title id=\"[^\"]+\">([^<]+)</title>")).hasSize(charts);
    assertThat(matches(html, "<desc id=\"[^\"]+\">([^<]+)</desc>")).hasSize(charts);
    assertThat(matches(html, " id=\"([^\"]+)\"")).doesNotHaveDuplicates();
  }

  @Test
  void everyIterationIsADotOfEveryChart() {
    String html = HtmlReport.render(Scenarios.oneBackend());
    // Ten charts of ten dots, and the end of the spectrum's line.
    assertThat(matches(html, "(<circle class=\"dot\")")).hasSize(101);
  }

  @Test
  void noChartHasACoordinateThatIsNoNumber() {
    for (BenchmarkResults results : Scenarios.all().values()) {
      String html = HtmlReport.render(results);
      assertThat(html).doesNotContain("NaN").doesNotContain("Infinity");
      for (String coordinate : matches(html, " (?:c?x[12]?|c?y[12]?)=\"([^\"]*)\"")) {
        assertThat(Double.parseDouble(coordinate)).isBetween(0.0, 800.0);
      }
    }
  }

  @Test
  void aRunOfManyIterationsRenders() {
    BenchmarkResults large =
        Scenarios.results(
            List.of(Scenarios.node(), Scenarios.rust(), Scenarios.java()),
            80,
            Scenarios.quietEnvironment(),
            RunStatus.COMPLETE,
            List.of());
    assertThat(large.iterations()).hasSize(240);
    REPORTS.forEach(it -> assertThat(it.apply(large)).isNotEmpty());
  }

  @Test
  void aRunsFolderHoldsTheResultAndBothReports(@TempDir Path folder) throws IOException {
    ReportFiles.write(folder, Scenarios.oneBackend());
    assertThat(ResultFiles.read(folder.resolve("benchmark-results.json")))
        .isEqualTo(Scenarios.oneBackend());
    assertThat(Files.readString(folder.resolve("report.md")))
        .isEqualTo(MarkdownReport.render(Scenarios.oneBackend()));
    assertThat(Files.readString(folder.resolve("report.html")))
        .isEqualTo(HtmlReport.render(Scenarios.oneBackend()));
  }

  @Test
  void publishingWritesADatedCopyAndTheDocumentThatLinksToIt(@TempDir Path root)
      throws IOException {
    Path dated = ReportFiles.publish(root, Scenarios.oneBackend());
    assertThat(dated).isEqualTo(root.resolve("results/2026-03-04T050607Z.json"));
    assertThat(ResultFiles.read(dated)).isEqualTo(Scenarios.oneBackend());
    assertThat(Files.readString(root.resolve("docs/benchmark-results.md")))
        .contains("](../results/2026-03-04T050607Z.json)");
  }

  @Test
  void aRunWithoutValidFiguresIsNotPublished(@TempDir Path root) {
    BenchmarkResults nothing =
        Scenarios.results(List.of(), 1, Scenarios.quietEnvironment(), RunStatus.FAILED, List.of());
    assertThatExceptionOfType(ResultsException.class)
        .isThrownBy(() -> ReportFiles.publish(root, nothing))
        .withMessageContaining("no valid figures");
    assertThat(root).isEmptyDirectory();
    assertThat(MarkdownReport.render(nothing)).contains("**Invalid.**");
    assertThat(HtmlReport.render(nothing)).contains("No figure may be used");
  }

  private static List<String> rowLabels(BenchmarkResults results) {
    return MarkdownReport.render(results)
        .lines()
        .dropWhile(it -> !it.startsWith("| Metric |"))
        .skip(2)
        .takeWhile(it -> it.startsWith("| "))
        .map(it -> it.substring(2, it.indexOf(" |")))
        .toList();
  }

  private static String section(String report, String from, String to) {
    return report.substring(report.indexOf(from), report.indexOf(to));
  }

  private static long bars(String row) {
    return Pattern.compile("(?<!\\\\)\\|").matcher(row).results().count();
  }

  private static List<String> matches(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult it) -> it.group(1))
        .toList();
  }
}
