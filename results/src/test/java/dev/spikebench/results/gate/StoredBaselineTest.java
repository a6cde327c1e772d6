package dev.spikebench.results.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.results.HistoryScenarios;
import dev.spikebench.results.Scenarios;
import dev.spikebench.results.gate.StoredBaseline.Change;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateFault;
import dev.spikebench.results.model.GateMetric;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.report.StoredBaselineReport;
import org.junit.jupiter.api.Test;

class StoredBaselineTest {

  private static GateFixtures session(long seed) {
    return GateFixtures.same().slices(3, 0).requests(40).seed(seed);
  }

  private static Change cpu(StoredBaseline stored) {
    return stored.changes().stream()
        .filter(it -> it.rule().metric() == GateMetric.CPU)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatBecameWorseAgainstTheReferenceWarns() {
    GateResults then = session(1).slower(GateArm.CANDIDATE, 0.1).build();
    StoredBaseline stored =
        StoredBaseline.of(then, session(2).slower(GateArm.CANDIDATE, 0.375).build());
    assertThat(stored.obstacles()).isEmpty();
    assertThat(stored.changes())
        .extracting(it -> it.rule().metric())
        .containsExactly(GateMetric.CPU, GateMetric.P50);
    assertThat(cpu(stored).worse().ratio()).isCloseTo(1.25, within(0.05));
    assertThat(cpu(stored).warns()).isTrue();
    assertThat(StoredBaselineReport.markdown(stored)).contains("warning: worse", "CPU per event");
  }

  @Test
  void whatMovedTheReferenceTooFallsOut() {
    GateResults then = session(1).build();
    GateResults slowDay =
        session(2)
            .slower(GateArm.BASELINE, 0.3)
            .slower(GateArm.CANDIDATE, 0.3)
            .slower(GateArm.CONTROL, 0.3)
            .build();
    StoredBaseline stored = StoredBaseline.of(then, slowDay);
    assertThat(cpu(stored).worse().ratio()).isCloseTo(1, within(0.05));
    assertThat(stored.changes()).noneMatch(Change::warns);
    assertThat(StoredBaselineReport.markdown(stored)).doesNotContain("warning:");
  }

  @Test
  void anotherMachineAndAnotherReferenceAreNotCompared() {
    GateResults then = session(1).build();
    assertThat(StoredBaseline.obstacles(then, HistoryScenarios.elsewhere(1, 1).environment()))
        .singleElement()
        .asString()
        .contains("another machine", "cpuModel");
    assertThat(StoredBaseline.obstacles(then, Scenarios.quietEnvironment())).isEmpty();
    StoredBaseline other = StoredBaseline.of(then, session(2).artifacts("ef", "cd").build());
    assertThat(other.changes()).isEmpty();
    assertThat(other.obstacles())
        .singleElement()
        .asString()
        .startsWith("The reference is another artifact");
    assertThat(StoredBaselineReport.markdown(other)).startsWith("**NOT COMPARABLE**");
  }

  @Test
  void aSessionThatWentWrongIsNoBaseline() {
    GateResults failed =
        session(1).fault(GateFault.Kind.LOST_EVENTS, GateArm.CANDIDATE, "3 were lost").build();
    assertThat(StoredBaseline.obstacles(failed, Scenarios.quietEnvironment()))
        .singleElement()
        .asString()
        .contains("RUN FAILED");
  }
}
