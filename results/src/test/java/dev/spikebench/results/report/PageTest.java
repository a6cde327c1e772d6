package dev.spikebench.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.results.Scenarios;
import dev.spikebench.results.Scenarios.Profile;
import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.Interference;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.report.ReportView.Page;
import dev.spikebench.results.report.chart.RatioChart;
import dev.spikebench.results.summary.Samples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every sentence and mark of the page, with results of which it is true and of which it is not.
class PageTest {

  private static final int MOST_BYTES = 1_000_000;

  private static Page page(BenchmarkResults results) {
    return Pages.of(results, new Samples(results));
  }

  private static BenchmarkResults pair(Profile first, Profile second) {
    return Scenarios.results(
        List.of(first, second), 10, Scenarios.quietEnvironment(), RunStatus.COMPLETE, List.of());
  }

  /// The Java backend under another name, with its own artifact.
  private static Profile other(String hash, double slowdown) {
    Profile java = Scenarios.java();
    BackendFacts facts = java.facts();
    return new Profile(
        new BackendFacts(
            "other",
            "Other",
            "Java",
            "Undertow",
            null,
            facts.parity(),
            facts.durability(),
            Fact.of(hash),
            null),
        java.startupMs() * slowdown,
        java.idleMib(),
        java.peakMib(),
        java.eventsPerSecond() / slowdown,
        java.latencyMs() * slowdown,
        java.sizeMib(),
        java.cpuNsPerEvent() * slowdown,
        java.step());
  }

  @Test
  void theVerdictNamesWhatIsBetterAndWhatIsWorse() {
    assertThat(page(pair(Scenarios.node(), Scenarios.java())).verdict())
        .singleElement()
        .satisfies(
            it ->
                assertThat(it)
                    .startsWith("Java (Undertow) against Node.js (Express): better in ")
                    .containsPattern("better in [^;]*throughput")
                    .containsPattern("worse in [^;]*startup time"));
    assertThat(page(pair(Scenarios.java(), other("cd".repeat(32), 2))).verdict())
        .singleElement()
        .satisfies(
            it ->
                assertThat(it)
                    .containsPattern("worse in [^;]*throughput")
                    .doesNotContain("better in")
                    .containsPattern("not told apart in [^;]*idle RSS"));
  }

  @Test
  void theVerdictSaysNothingOfWhatWasNotCompared() {
    assertThat(page(Scenarios.oneBackend()).verdict())
        .containsExactly("One backend was measured, so nothing is compared.");
    assertThat(page(Scenarios.troubled()).verdict())
        .allMatch(it -> it.contains("no figures that count"));
  }

  @Test
  void aBackendWithTheSameArtifactIsAControlAndComesFirst() {
    BenchmarkResults results =
        Scenarios.results(
            List.of(
                Scenarios.java(),
                other("cd".repeat(32), 2),
                new Profile(
                    new BackendFacts(
                        "control",
                        "Control",
                        "Java",
                        "Undertow",
                        null,
                        Scenarios.java().facts().parity(),
                        null,
                        Scenarios.java().facts().artifactSha256(),
                        null),
                    500,
                    98,
                    180,
                    30_000,
                    12.5,
                    90,
                    60_000,
                    0.02)),
            10,
            Scenarios.quietEnvironment(),
            RunStatus.COMPLETE,
            List.of());
    Page page = page(results);
    assertThat(page.forests())
        .extracting(RatioChart::title)
        .containsExactly(
            "Control against Java (Undertow) (control: the same artifact)",
            "Other against Java (Undertow)");
    assertThat(page.forests().getFirst().rows()).noneMatch(RatioChart.Row::apart);
    assertThat(page.verdict()).anyMatch(it -> it.endsWith("so this is the noise of the run."));
    assertThat(page.limits()).noneMatch(it -> it.contains("as a control"));
    assertThat(page(pair(Scenarios.java(), other("cd".repeat(32), 2))).limits())
        .anyMatch(it -> it.contains("as a control"));
  }

  @Test
  void aForestShowsARatioForEachFigureWithItsWords() {
    List<RatioChart> charts = page(pair(Scenarios.java(), other("cd".repeat(32), 2))).forests();
    assertThat(charts).hasSize(1);
    assertThat(charts.getFirst().rows())
        .filteredOn(it -> it.label().equals("Throughput"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.text()).startsWith("×2 worse (");
              assertThat(it.apart()).isTrue();
              assertThat(Double.parseDouble(it.low()))
                  .isLessThanOrEqualTo(Double.parseDouble(it.value()));
            });
    assertThat(charts.getFirst().rows()).noneMatch(it -> it.label().equals("Failed requests"));
  }

  @Test
  void backendsThatAreNotToldApartShareALetter() {
    Matrix matrix = page(pair(Scenarios.java(), other("cd".repeat(32), 2))).matrix();
    assertThat(matrix.rows())
        .filteredOn(it -> it.label().equals("Throughput"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.cells()).extracting(Matrix.Cell::group).containsExactly("a", "b");
              assertThat(it.cells())
                  .extracting(Matrix.Cell::level)
                  .containsExactly("even", "worse");
            });
    assertThat(matrix.rows())
        .filteredOn(it -> it.label().equals("Peak RSS (under load)"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.cells()).extracting(Matrix.Cell::group).containsExactly("a", "a");
              assertThat(it.cells()).extracting(Matrix.Cell::level).containsOnly("even");
            });
  }

  @Test
  void theTimelineHasAMarkForEachIterationAndACrossWhereItDoesNotCount() {
    assertThat(page(Scenarios.threeBackends()).timeline())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.marks()).hasSize(30).noneMatch(mark -> mark.number() == 0);
              assertThat(it.stripNote()).isEqualTo("not recorded in this result");
            });
    assertThat(page(Scenarios.troubled()).timeline().getFirst().marks())
        .filteredOn(it -> it.number() == 0)
        .singleElement()
        .satisfies(it -> assertThat(it.text()).endsWith("does not count"));
  }

  @Test
  void theTimelineShowsThePressureOfTheIterationsThatKnowIt() {
    BenchmarkResults base = Scenarios.oneBackend();
    BenchmarkResults pressed =
        new BenchmarkResults(
            base.schemaVersion(),
            base.tool(),
            base.run(),
            null,
            base.environment(),
            base.workload(),
            base.design(),
            base.metrics(),
            base.iterations().stream()
                .map(
                    it ->
                        it.sequence() > 8
                            ? it.withInterference(
                                new Interference(it.sequence() / 20.0, 0.0, 1.0, 0, null))
                            : it)
                .toList(),
            base.backends());
    assertThat(page(pressed).timeline())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.bars()).hasSize(2);
              assertThat(it.stripNote()).isEmpty();
              assertThat(it.description()).endsWith("CPU pressure lay between 45% and 50%.");
            });
  }

  @Test
  void theLimitsSayWhatWouldHaveStayedUnseenAndOnlyWhatIsTrue() {
    List<String> limits = page(pair(Scenarios.java(), other("cd".repeat(32), 2))).limits();
    assertThat(limits)
        .anyMatch(it -> it.matches("Differences between Other and .*Throughput [0-9.]+%.*"))
        .anyMatch(it -> it.contains("the closed loop saturates it"));
    assertThat(page(Scenarios.oneBackend()).limits())
        .noneMatch(it -> it.startsWith("Differences between"));
    BenchmarkResults published =
        ResultFiles.read(Path.of("2026-11-26T020500Z.json").toAbsolutePath());
    assertThat(page(published).limits()).noneMatch(it -> it.contains("the closed loop saturates"));
    assertThat(page(published).spectrum()).hasSize(4);
  }

  @Test
  void provenanceNamesTheArtifactOfEachBackendAndTheSeedOfTheOrder() {
    Page page = page(Scenarios.threeBackends());
    assertThat(page.backends().rows())
        .hasSize(3)
        .allMatch(it -> it.stream().anyMatch(cell -> cell.matches("[0-9a-f]{64}")));
    assertThat(page.provenance()).anyMatch(it -> it.value().equals("balanced-random, seed 42"));
  }

  @Test
  void aPageOfManyIterationsStaysSmall() {
    BenchmarkResults results =
        Scenarios.results(
            List.of(Scenarios.node(), Scenarios.rust(), Scenarios.java()),
            80,
            Scenarios.quietEnvironment(),
            RunStatus.COMPLETE,
            List.of());
    assertThat(results.iterations()).hasSize(240);
    assertThat(HtmlReport.render(results).getBytes(StandardCharsets.UTF_8).length)
        .isLessThan(MOST_BYTES);
  }

  @Test
  void thePageAsksTheNetworkForNothingAndRunsNoScript() {
    for (BenchmarkResults results : Scenarios.all().values()) {
      assertThat(HtmlReport.render(results))
          .doesNotContain("<script", "src=", "url(", "@import")
          .contains("default-src 'none'");
    }
  }
}
