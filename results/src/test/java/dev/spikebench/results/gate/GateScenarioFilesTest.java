package dev.spikebench.results.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.results.Golden;
import dev.spikebench.results.json.GateFiles;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateFault;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateSlice;
import dev.spikebench.results.model.GateVerdict;
import dev.spikebench.results.report.GateReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Scenario folders for a reader: the figures of baseline, candidate and control, slice by slice,
/// and what the gate says of them. The verdict is written here by hand; the rest is kept as it is
/// made, so that a change of the rules shows as a difference in the folders.
class GateScenarioFilesTest {

  private record Scenario(GateFixtures session, GateVerdict expected) {}

  private static Map<String, Scenario> all() {
    Map<String, Scenario> scenarios = new LinkedHashMap<>();
    scenarios.put("same-artifact", new Scenario(small(), GateVerdict.PASS));
    scenarios.put(
        "better", new Scenario(small().slower(GateArm.CANDIDATE, -0.15), GateVerdict.PASS));
    scenarios.put(
        "worse", new Scenario(small().slower(GateArm.CANDIDATE, 0.2), GateVerdict.REGRESSED));
    scenarios.put(
        "worse-in-latency-alone",
        new Scenario(small().later(GateArm.CANDIDATE, 0.2), GateVerdict.REGRESSED));
    scenarios.put(
        "within-tolerance",
        new Scenario(small().launchNoise(0.005).slower(GateArm.CANDIDATE, 0.02), GateVerdict.PASS));
    scenarios.put("noise", new Scenario(small().launchNoise(0.3), GateVerdict.INCONCLUSIVE));
    scenarios.put(
        "control-moved",
        new Scenario(
            small().slower(GateArm.CANDIDATE, 0.15).slower(GateArm.CONTROL, 0.15),
            GateVerdict.INCONCLUSIVE));
    scenarios.put(
        "fixed-order", new Scenario(small().firstSlot(0.1, true), GateVerdict.INCONCLUSIVE));
    scenarios.put(
        "one-stalled-launch",
        new Scenario(small().launchNoise(0.01).stalled(4).epochs(21), GateVerdict.PASS));
    scenarios.put(
        "three-launches",
        new Scenario(small().epochs(3).slower(GateArm.CANDIDATE, 0.3), GateVerdict.INCONCLUSIVE));
    scenarios.put(
        "load-generator-bound", new Scenario(small().dropped(10), GateVerdict.INCONCLUSIVE));
    scenarios.put(
        "candidate-without-figures",
        new Scenario(small().withoutCpu(GateArm.CANDIDATE), GateVerdict.INCONCLUSIVE));
    scenarios.put(
        "lost-events",
        new Scenario(
            small()
                .fault(
                    GateFault.Kind.LOST_EVENTS,
                    GateArm.CANDIDATE,
                    "6,000 events were acknowledged, but it stored 5,997"),
            GateVerdict.RUN_FAILED));
    scenarios.put(
        "another-promise",
        new Scenario(
            small()
                .incomparable(
                    "The baseline writes with SQLite's synchronous level FULL, the candidate with"
                        + " OFF: they do not promise the same of acknowledged events."),
            GateVerdict.NOT_COMPARABLE));
    return scenarios;
  }

  /// Few slices, so that a reader can take them in.
  private static GateFixtures small() {
    return GateFixtures.same().slices(3, 0).requests(20);
  }

  @TestFactory
  Stream<DynamicTest> everyScenarioGetsItsVerdict() {
    return all().entrySet().stream()
        .map(it -> DynamicTest.dynamicTest(it.getKey(), () -> check(it.getKey(), it.getValue())));
  }

  private static void check(String name, Scenario scenario) {
    GateResults built = scenario.session().build();
    GateResults results = GateFiles.parse(name, GateFiles.toJson(built));
    assertThat(GateJudge.judge(results).verdict()).isEqualTo(scenario.expected());
    String folder = "gate/" + name + "/";
    for (GateArm arm : results.arms()) {
      Golden.assertKept(Golden.resource(folder + arm.id() + ".csv"), table(results, arm.id()));
    }
    Golden.assertKept(Golden.resource(folder + "expected.md"), GateReport.summary(results));
  }

  /// The figures that decide, one line a slice.
  private static String table(GateResults results, String arm) {
    GateEvidence evidence = new GateEvidence(results);
    return results.slices().stream()
        .filter(it -> it.arm().equals(arm))
        .map(it -> row(it, evidence.median(it)))
        .collect(
            Collectors.joining("\n", "epoch,subRound,slot,cpuNsPerEvent,p50Us,dropped\n", "\n"));
  }

  private static String row(GateSlice slice, @Nullable Double medianNs) {
    Double cpuNs = slice.cpuNs().value();
    return "%d,%d,%d,%s,%d,%s"
        .formatted(
            slice.epoch(),
            slice.subRound(),
            slice.slot(),
            cpuNs == null ? "" : Math.round(cpuNs / slice.counts().eventsAcknowledged()),
            medianNs == null ? 0 : Math.round(medianNs / 1_000),
            slice.dropped() == null ? "no" : "yes");
  }
}
