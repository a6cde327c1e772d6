package dev.spikebench.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.results.Scenarios;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.RawRates;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RawSharesTest {

  @Test
  void aStrawManIsMarkedAndRanksNothing() {
    BenchmarkResults results = with("rust-axum", rates(100_000, 60_000));
    String name = name(results, "rust-axum");
    String report = MarkdownReport.render(results);
    assertThat(report)
        .contains("| " + name + " (not tuned) |")
        .contains("| Share of raw rate |")
        .contains("60% of 100,000 events/s (not tuned)")
        .contains(
            name
                + " is marked not tuned: with group in the steady state it reaches 60% of what its"
                + " binding writes by itself, needed are 75%. No sentence ranks it.")
        .doesNotContain("of " + name + " is ")
        .doesNotContain("between " + name + " and")
        .contains("than that of");
    assertThat(report.lines().filter(it -> it.startsWith("| Throughput")))
        .singleElement()
        .asString()
        .contains("% (not tuned)");
  }

  @Test
  void whoReachesItsShareIsRanked() {
    BenchmarkResults results = with("rust-axum", rates(100_000, 75_000));
    assertThat(MarkdownReport.render(results))
        .contains("75% of 100,000 events/s |")
        .contains("of " + name(results, "rust-axum") + " is ")
        .doesNotContain("not tuned");
  }

  @Test
  void aRateThatIsMissingMarksNobody() {
    assertThat(MarkdownReport.render(with("rust-axum", RawRates.unknown("no time"))))
        .doesNotContain("not tuned");
    assertThat(MarkdownReport.render(Scenarios.threeBackends()))
        .doesNotContain("Share of raw rate");
  }

  @Test
  void theCeilingIsTheBestRateOfAnyBindingOfTheRun() {
    RawRates rates =
        new RawRates(Measurement.of(100_000), Measurement.of(60_000), 0.5, Measurement.of(120_000));
    assertThat(MarkdownReport.render(with("rust-axum", rates)))
        .contains("| Share of ceiling |", "50% of 120,000 events/s |");
    assertThat(MarkdownReport.render(with("rust-axum", rates(100_000, 75_000))))
        .doesNotContain("Share of ceiling");
  }

  private static RawRates rates(double raw, double steady) {
    return new RawRates(Measurement.of(raw), Measurement.of(steady), 0.75);
  }

  private static String name(BenchmarkResults results, String id) {
    return results.backends().stream()
        .filter(it -> it.id().equals(id))
        .findFirst()
        .orElseThrow()
        .name();
  }

  private static BenchmarkResults with(String id, RawRates rates) {
    BenchmarkResults base = Scenarios.threeBackends();
    List<BackendSummary> backends =
        base.backends().stream().map(it -> it.id().equals(id) ? with(it, rates) : it).toList();
    return new BenchmarkResults(
        base.schemaVersion(),
        base.tool(),
        base.run(),
        base.importedFrom(),
        base.environment(),
        base.workload(),
        base.design(),
        base.metrics(),
        base.iterations(),
        backends);
  }

  private static BackendSummary with(BackendSummary base, @Nullable RawRates rates) {
    return new BackendSummary(
        base.id(),
        base.name(),
        base.language(),
        base.framework(),
        base.available(),
        base.unavailableReason(),
        base.valid(),
        base.invalidReasons(),
        base.iterations(),
        base.validIterations(),
        base.parity(),
        base.metrics(),
        base.durability(),
        base.artifactSha256(),
        base.runtimeSizeNote(),
        rates);
  }
}
