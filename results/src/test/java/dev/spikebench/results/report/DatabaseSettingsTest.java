package dev.spikebench.results.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.results.Scenarios;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.DatabaseFacts;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.Measurement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DatabaseSettingsTest {

  private static final BenchmarkResults BASE = Scenarios.threeBackends();

  @Test
  void aResultWithoutThemHasNoRow() {
    assertThat(MarkdownReport.render(BASE)).doesNotContain("| SQLite |");
  }

  @Test
  void oneRowStatesWhatEachBackendRanWith() {
    String report = MarkdownReport.render(with(it -> Scenarios.database("3.50.4", "NORMAL")));
    assertThat(report)
        .contains(
            "| SQLite | WAL, NORMAL (proven), SQLite 3.50.4, 4,096-byte pages, file as told |")
        .doesNotContain("The backends differ in their");
  }

  @Test
  void columnsThatDifferAreWarnedOf() {
    String first = BASE.backends().getFirst().id();
    String report =
        MarkdownReport.render(
            with(
                it ->
                    it.backendId().equals(first)
                        ? Scenarios.database("3.49.0", "FULL")
                        : Scenarios.database("3.50.4", "NORMAL")));
    assertThat(report)
        .containsPattern(
            "The backends differ in their SQLite version: [^;]+ SQLite 3\\.49\\.0; [^;]+ SQLite"
                + " 3\\.50\\.4; ")
        .contains("The backends differ in their synchronous: ")
        .doesNotContain("differ in their page size");
  }

  @Test
  void whatIsVariedOnPurposeIsNoDifference() {
    Iteration one = BASE.iterations().getFirst();
    Iteration other =
        BASE.iterations().stream()
            .filter(it -> !it.backendId().equals(one.backendId()))
            .findFirst()
            .orElseThrow();
    DatabaseSettings settings =
        new DatabaseSettings(
            Map.of(one.backendId(), "One", other.backendId(), "Other"),
            List.of(
                one.withDatabase(Scenarios.database("3.50.4", "FULL")),
                other.withDatabase(Scenarios.database("3.50.4", "NORMAL"))));
    assertThat(settings.differences(Set.of(DatabaseSettings.Setting.SYNCHRONOUS))).isEmpty();
    assertThat(settings.differences(Set.of())).hasSize(1);
  }

  @Test
  void aWordThatTheSyncsDoNotBearOutIsSaidSo() {
    DatabaseFacts lie =
        new DatabaseFacts(
            false,
            Fact.of("rollback"),
            Measurement.unavailable("gone"),
            Fact.unavailable("gone"),
            Fact.of("FULL"),
            Fact.of("OFF"),
            Fact.unavailable("silent"),
            Measurement.of(1));
    assertThat(MarkdownReport.render(with(it -> lie)))
        .contains(
            "rollback, FULL (its syncs are those of OFF), SQLite unknown, unknown pages, another"
                + " file than told");
    DatabaseFacts unproven =
        new DatabaseFacts(
            null,
            Fact.of("WAL"),
            Measurement.of(4_096),
            Fact.of("3.50.4"),
            Fact.of("FULL"),
            Fact.unavailable("strace is not installed"),
            Fact.of("group"),
            Measurement.of(1));
    assertThat(MarkdownReport.render(with(it -> unproven)))
        .contains("WAL, FULL (its word), SQLite 3.50.4, 4,096-byte pages, file unknown");
  }

  private static BenchmarkResults with(Function<Iteration, DatabaseFacts> facts) {
    return new BenchmarkResults(
        BASE.schemaVersion(),
        BASE.tool(),
        BASE.run(),
        BASE.importedFrom(),
        BASE.environment(),
        BASE.workload(),
        BASE.design(),
        BASE.metrics(),
        BASE.iterations().stream().map(it -> it.withDatabase(facts.apply(it))).toList(),
        BASE.backends());
  }
}
