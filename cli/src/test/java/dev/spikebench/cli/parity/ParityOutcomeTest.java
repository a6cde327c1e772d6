package dev.spikebench.cli.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.report.HistoryFolder;
import dev.spikebench.parity.CaseResult;
import dev.spikebench.parity.ParityResult;
import dev.spikebench.parity.cases.ContractCases;
import dev.spikebench.parity.compare.Verdict;
import dev.spikebench.parity.run.Agreement;
import dev.spikebench.parity.run.CaseOutcome;
import dev.spikebench.parity.run.DifferentialResult;
import dev.spikebench.results.json.ResultFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParityOutcomeTest {
  private static final Path RESULT = Path.of("results/2026-11-26T020500Z.json");

  @TempDir private Path folder;

  /// What lets a run pass, and what ends it with 3.
  @ParameterizedTest
  @EnumSource(Verdict.class)
  void theVerdictDecidesHowTheProcessEnds(Verdict verdict) {
    boolean good =
        switch (verdict) {
          case IDENTICAL, EQUAL, EQUIVALENT, KNOWN, NOT_RUN -> true;
          case DIVERGENT, STALE, EXPIRED, FLAKY, HANG, CRASH -> false;
        };
    ParityOutcome outcome = outcome(result(List.of(verdict), List.of(), Map.of()));

    assertThat(outcome.exitCode()).isEqualTo(good ? ExitCode.GOOD : ExitCode.ANSWER_IS_NO);
    assertThat(outcome.failed()).isEqualTo(good ? 0 : 1);
    assertThat(outcome.skipped()).isEqualTo(verdict == Verdict.NOT_RUN ? 1 : 0);
  }

  @Test
  void noiseOfTheHarnessComesBeforeWhatItMakesOfTheBackends() {
    DifferentialResult noisy = result(List.of(Verdict.DIVERGENT), List.of("twice"), Map.of());
    assertThat(outcome(noisy).exitCode()).isEqualTo(ExitCode.INVALID_MEASUREMENT);
  }

  @Test
  void aRuleWithoutACaseEndsWithThree() {
    DifferentialResult bare =
        result(List.of(Verdict.EQUAL), List.of(), Map.of("ROUTE-03", List.of()));
    assertThat(outcome(bare).exitCode()).isEqualTo(ExitCode.ANSWER_IS_NO);
  }

  @Test
  void aFailedCaseOfTheEighteenEndsWithThree() {
    ParityResult failed =
        new ParityResult(
            URI.create("http://127.0.0.1:1"),
            List.of(new CaseResult("PARITY-01", "Health", CaseResult.Outcome.FAILED, "no", 1)));
    assertThat(new ParityOutcome(Map.of("a", failed), Map.of(), null).exitCode())
        .isEqualTo(ExitCode.ANSWER_IS_NO);
  }

  @Test
  void aKeptRunIsSmallSaysWhatItIsAndIsNoPartOfTheHistory() throws IOException {
    List<Verdict> all = ContractCases.load().cases().stream().map(one -> Verdict.EQUAL).toList();
    ParityOutcome outcome = outcome(result(all, List.of(), Map.of()));
    Path file =
        PublishedParity.write(folder, outcome, Instant.parse("2026-02-03T04:05:06Z"), folder);

    assertThat(file.getFileName()).hasToString("parity-2026-02-03T040506Z.json");
    assertThat(folder.resolve("parity-2026-02-03T040506Z.md")).isNotEmptyFile();
    assertThat(Files.size(file)).isLessThan(200_000);
    JsonNode document = new ObjectMapper().readTree(file.toFile());
    assertThat(document.path("contractCases")).hasSize(all.size());
    assertThat(document.path("machine").path("logicalCpus").isMissingNode()).isFalse();
    assertThat(ResultFiles.kind(file)).isEqualTo("parity");
    Path root = Path.of(System.getProperty("spikebench.root", ".."));
    Files.copy(root.resolve(RESULT), folder.resolve("comparison.json"));
    HistoryFolder history = HistoryFolder.read(folder);
    assertThat(history.entries()).hasSize(1);
    assertThat(history.leftOut()).singleElement().asString().contains("parity");
  }

  private static ParityOutcome outcome(DifferentialResult result) {
    return new ParityOutcome(Map.of(), Map.of(), result);
  }

  /// The first cases of the build, with these verdicts.
  private static DifferentialResult result(
      List<Verdict> verdicts, List<String> noise, Map<String, List<String>> rules) {
    List<CaseOutcome> cases = new ArrayList<>();
    ContractCases planned = ContractCases.load();
    for (int i = 0; i < verdicts.size(); i++) {
      Verdict verdict = verdicts.get(i);
      cases.add(
          new CaseOutcome(
              planned.cases().get(i),
              Map.of("java-undertow", verdict, "node-express", verdict, "rust-axum", verdict),
              verdict.passes() ? "" : "status",
              Map.of(),
              List.of()));
    }
    return new DifferentialResult(
        Map.of("a", "http://127.0.0.1:1"),
        cases,
        List.of(),
        rules,
        Map.of(),
        noise,
        new Agreement(),
        1,
        0,
        0,
        0);
  }
}
