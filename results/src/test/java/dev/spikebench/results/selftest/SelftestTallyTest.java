package dev.spikebench.results.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spikebench.results.gate.GateConclusions;
import dev.spikebench.results.gate.GateFixtures;
import dev.spikebench.results.json.ResultFileException;
import dev.spikebench.results.json.SelftestFiles;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateComparison;
import dev.spikebench.results.model.GateMetric;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateVerdict;
import dev.spikebench.results.report.SelftestReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelftestTallyTest {
  private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");

  @TempDir private Path folder;

  private static List<SelftestSession> sessions(double share, GateVerdict verdict, int number) {
    List<SelftestSession> sessions = new ArrayList<>();
    for (int index = 0; index < number; index++) {
      sessions.add(
          new SelftestSession(
              "%s-%s-%d".formatted(share, verdict, index),
              START,
              START.plusSeconds(100 + index),
              7L,
              share,
              verdict,
              9,
              0.1,
              List.of(compared(1 + share, 1.02 + index / 100.0))));
    }
    return sessions;
  }

  private static GateComparison compared(double worse, double detectable) {
    return new GateComparison(
        GateMetric.CPU, true, 9, worse, 0.9, 1.5, 1.0, detectable, 0.05, "pass", "because");
  }

  private static SelftestTally tally(Stream<List<SelftestSession>> parts) {
    return new SelftestTally(parts.flatMap(List::stream).toList());
  }

  @Test
  void onceInTwentyTheSameArtifactMayFail() {
    assertThat(
            tally(
                    Stream.of(
                        sessions(0, GateVerdict.PASS, 19), sessions(0, GateVerdict.REGRESSED, 1)))
                .kept())
        .isTrue();
    assertThat(
            tally(
                    Stream.of(
                        sessions(0, GateVerdict.PASS, 18), sessions(0, GateVerdict.REGRESSED, 1)))
                .kept())
        .isFalse();
  }

  @Test
  void nineTimesInTenTheGreatestChangeMustFail() {
    List<SelftestSession> missed = sessions(0.1, GateVerdict.INCONCLUSIVE, 5);
    List<SelftestSession> found = sessions(0.2, GateVerdict.REGRESSED, 9);
    assertThat(tally(Stream.of(missed, found, sessions(0.2, GateVerdict.INCONCLUSIVE, 1))).kept())
        .isTrue();
    assertThat(tally(Stream.of(missed, found, sessions(0.2, GateVerdict.PASS, 2))).kept())
        .isFalse();
  }

  @Test
  void fewSessionsShowNothingYet() {
    assertThat(
            tally(
                    Stream.of(
                        sessions(0, GateVerdict.PASS, 20),
                        sessions(0.2, GateVerdict.REGRESSED, 10)))
                .enough())
        .isTrue();
    assertThat(
            tally(
                    Stream.of(
                        sessions(0, GateVerdict.PASS, 19),
                        sessions(0.2, GateVerdict.REGRESSED, 10)))
                .enough())
        .isFalse();
    assertThat(tally(Stream.of(sessions(0, GateVerdict.PASS, 20))).enough()).isFalse();
  }

  @Test
  void figuresAreThoseInTheMiddle() {
    SelftestTally tally =
        tally(Stream.of(sessions(0, GateVerdict.PASS, 5), sessions(0.2, GateVerdict.REGRESSED, 3)));
    assertThat(tally.changes()).containsExactly(0.0, 0.2);
    assertThat(tally.count(0.2, GateVerdict.REGRESSED)).isEqualTo(3);
    assertThat(tally.seenRatio(0.2, GateMetric.CPU)).hasValue(1.2);
    assertThat(tally.seenRatio(0.2, GateMetric.P50)).isEmpty();
    assertThat(tally.typicalLength(0)).isEqualTo(Duration.ofSeconds(102));
    // The middle session would have seen 3 %, but what is within the tolerance never fails.
    assertThat(tally.guardedRatio(compared(1, 1))).hasValue(1.05);
  }

  @Test
  void aSeriesIsReadAsItWasWrittenAndReportedFromItsFile() throws Exception {
    Map<String, GateResults> byFolder = new LinkedHashMap<>();
    byFolder.put("same-001", ended(GateFixtures.same().slices(3, 0).requests(40)));
    byFolder.put(
        "plus-20-001",
        ended(GateFixtures.same().slices(3, 0).requests(40).slower(GateArm.CANDIDATE, 0.2)));
    SelftestResults results = SelftestResults.of(byFolder);
    SelftestReport.write(folder, results);
    Path file = folder.resolve(SelftestReport.RESULTS);
    assertThat(SelftestFiles.read(file)).isEqualTo(results);
    String report = SelftestReport.markdown(SelftestFiles.read(file));
    assertThat(folder.resolve(SelftestReport.MARKDOWN)).hasContent(report);
    assertThat(report)
        .containsPattern("\\| the same artifact +\\| 2 +\\| 1 +\\| 1 +\\| 0 ")
        .contains("2 sessions of java-undertow")
        .contains("The gate does not do here what it promises");
    Files.writeString(file, Files.readString(file).replaceFirst("\"epochs\": 9", "\"epochs\": -9"));
    assertThatExceptionOfType(ResultFileException.class)
        .isThrownBy(() -> SelftestFiles.read(file))
        .withMessageContaining(file.toString())
        .withMessageContaining("epochs must not be negative");
  }

  private static GateResults ended(GateFixtures fixture) {
    GateResults session = fixture.build();
    return session.concluded(GateConclusions.of(session));
  }
}
