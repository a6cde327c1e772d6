package dev.spikebench.results.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.results.HistoryScenarios;
import dev.spikebench.results.Scenarios;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.SummaryKey;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static HistorySeries series(History history, String backend, SummaryKey key) {
    return history.series().stream()
        .filter(it -> it.backendId().equals(backend) && it.key() == key)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void resultsStandInTheOrderOfTimeWhateverTheirNames() {
    History history =
        History.of(
            List.of(
                HistoryEntry.of("a.json", HistoryScenarios.on(2, 1)),
                HistoryEntry.of("b.json", HistoryScenarios.on(1, 1))));
    assertThat(history.entries())
        .extracting(HistoryEntry::file)
        .containsExactly("b.json", "a.json");
  }

  @Test
  void aSlowdownIsSeenWhereItHappened() {
    History history = History.of(HistoryScenarios.entries(1, 1, 1.5, 1.5));
    HistorySeries throughput = series(history, "java-undertow", SummaryKey.EVENTS_PER_SECOND);
    assertThat(throughput.steps())
        .extracting(HistoryStep::kind)
        .containsExactly(
            HistoryStep.Kind.NO_CHANGE, HistoryStep.Kind.WORSE, HistoryStep.Kind.NO_CHANGE);
    HistoryStep step = throughput.steps().get(1);
    assertThat(Objects.requireNonNull(step.worse()).ratio()).isCloseTo(1.5, within(0.05));
    assertThat(step.from()).isEqualTo("2.json");
    assertThat(step.to()).isEqualTo("3.json");
  }

  @Test
  void anImprovementIsSeenAsOneInEveryDirection() {
    History history = History.of(HistoryScenarios.entries(1.5, 1));
    for (SummaryKey key : List.of(SummaryKey.EVENTS_PER_SECOND, SummaryKey.STARTUP_MS)) {
      assertThat(series(history, "java-undertow", key).steps())
          .extracting(HistoryStep::kind)
          .containsExactly(HistoryStep.Kind.BETTER);
    }
  }

  @Test
  void aDifferenceWithinTheToleranceIsNoChange() {
    History history = History.of(HistoryScenarios.entries(1, 1.02));
    assertThat(history.series())
        .allSatisfy(it -> assertThat(it.steps()).noneMatch(HistoryStep::changed));
  }

  @Test
  void anotherMachineIsNotCompared() {
    History history =
        History.of(
            List.of(
                HistoryEntry.of("1.json", HistoryScenarios.on(1, 1)),
                HistoryEntry.of("2.json", HistoryScenarios.elsewhere(2, 3))));
    assertThat(series(history, "java-undertow", SummaryKey.EVENTS_PER_SECOND).steps())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.kind()).isEqualTo(HistoryStep.Kind.NOT_COMPARABLE);
              assertThat(it.worse()).isNull();
              assertThat(it.obstacles()).anyMatch(what -> what.contains("another cpuModel"));
            });
  }

  @Test
  void anotherWorkloadIsNotCompared() {
    History history =
        History.of(
            List.of(
                HistoryEntry.of("1.json", HistoryScenarios.on(1, 1)),
                HistoryEntry.of("2.json", HistoryScenarios.withBatches(2, 100))));
    assertThat(series(history, "java-undertow", SummaryKey.EVENTS_PER_SECOND).steps())
        .singleElement()
        .satisfies(
            it -> assertThat(it.obstacles()).containsExactly("another batch size (50, then 100)"));
  }

  @Test
  void anotherKindOfArtifactIsNotComparedThoughItsIdIsTheSame() {
    List<String> jar = List.of("${javaHome}/bin/java", "-jar", "${root}/server.jar");
    List<String> packaged = List.of("${directory}/dist/bin/server");
    assertThat(
            step(
                    HistoryScenarios.packaged(1, 1, 1, jar),
                    HistoryScenarios.packaged(2, 3, 1, packaged))
                .obstacles())
        .containsExactly(
            "Java (Undertow) was started by another command (${javaHome}/bin/java -jar"
                + " ${root}/server.jar, then ${directory}/dist/bin/server)");
    // A file that does not tell the command still tells what the application weighs.
    assertThat(
            step(
                    HistoryScenarios.packaged(1, 1, 1, null),
                    HistoryScenarios.packaged(2, 3, 2, packaged))
                .obstacles())
        .singleElement()
        .asString()
        .startsWith("Java (Undertow) is another kind of artifact (its application weighs ");
    HistoryStep grown =
        step(HistoryScenarios.packaged(1, 1, 1, jar), HistoryScenarios.packaged(2, 3, 2, jar));
    assertThat(grown.kind()).isEqualTo(HistoryStep.Kind.WORSE);
    HistoryStep same =
        step(HistoryScenarios.packaged(1, 1, 1, null), HistoryScenarios.packaged(2, 3, 1.1, jar));
    assertThat(same.kind()).isEqualTo(HistoryStep.Kind.WORSE);
  }

  private static HistoryStep step(BenchmarkResults before, BenchmarkResults after) {
    History history =
        History.of(List.of(HistoryEntry.of("1.json", before), HistoryEntry.of("2.json", after)));
    return series(history, "java-undertow", SummaryKey.EVENTS_PER_SECOND).steps().getFirst();
  }

  @Test
  void aSingleIterationShowsNoChangeHoweverFarItIs() {
    History history =
        History.of(
            List.of(
                HistoryEntry.of("1.json", HistoryScenarios.single(1, 1)),
                HistoryEntry.of("2.json", HistoryScenarios.single(2, 3))));
    assertThat(series(history, "java-undertow", SummaryKey.EVENTS_PER_SECOND).steps())
        .extracting(HistoryStep::kind)
        .containsExactly(HistoryStep.Kind.TOO_FEW);
  }

  @Test
  void aResultThatLacksABackendLeavesAGapAndTheNextIsComparedAcrossIt() {
    History history =
        History.of(
            List.of(
                HistoryEntry.of("1.json", HistoryScenarios.on(1, 1)),
                HistoryEntry.of("2.json", HistoryScenarios.withoutJava(2)),
                HistoryEntry.of("3.json", HistoryScenarios.on(3, 1.5))));
    HistorySeries series = series(history, "java-undertow", SummaryKey.EVENTS_PER_SECOND);
    assertThat(series.points().get(1)).isNull();
    assertThat(series.steps())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.from()).isEqualTo("1.json");
              assertThat(it.kind()).isEqualTo(HistoryStep.Kind.WORSE);
            });
  }

  @Test
  void zerosOnBothSidesAreNoChange() {
    History history = History.of(HistoryScenarios.entries(1, 1));
    assertThat(series(history, "java-undertow", SummaryKey.FAILED_REQUESTS).steps())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.kind()).isEqualTo(HistoryStep.Kind.NO_CHANGE);
              assertThat(it.worse()).isNull();
            });
  }

  @Test
  void figuresThatDoNotCountAreNoPoints() {
    History history = History.of(List.of(HistoryEntry.of("1.json", Scenarios.troubled())));
    assertThat(history.series()).noneMatch(it -> it.backendId().equals("node-express"));
  }
}
