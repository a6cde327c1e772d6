package dev.spikebench.parity.naive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.parity.cases.ContractCases;
import dev.spikebench.parity.known.KnownDifferences;
import dev.spikebench.parity.model.Settings;
import dev.spikebench.parity.observe.HttpTarget;
import dev.spikebench.parity.observe.Target;
import dev.spikebench.parity.run.CaseOutcome;
import dev.spikebench.parity.run.DifferentialListener;
import dev.spikebench.parity.run.DifferentialOptions;
import dev.spikebench.parity.run.DifferentialResult;
import dev.spikebench.parity.run.DifferentialRun;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Generated scenarios against the naive backend: with no switch on they find nothing, with one
/// that breaks many answers they find it.
@Execution(ExecutionMode.SAME_THREAD)
class SwitchesTest {
  private static final ContractCases CASES = ContractCases.load();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Test
  void everySwitchNamesARuleThatACaseShows() {
    Set<String> rules = new TreeSet<>();
    for (Switch one : Switch.values()) {
      rules.add(one.rule());
    }
    assertThat(rules).isSubsetOf(CASES.shown());
    assertThat(Switch.values()).hasSizeGreaterThanOrEqualTo(40);
  }

  /// The guard of the guard: what a case of the rule would let through, nobody would find. Takes
  /// minutes, so it is asked for: `-Dspikebench.guard=true`.
  @Test
  @EnabledIfSystemProperty(named = "spikebench.guard", matches = "true")
  void everySwitchIsCaughtByACaseOfItsRule() {
    Set<Switch> missed = EnumSet.noneOf(Switch.class);
    for (Switch one : Switch.values()) {
      DifferentialResult result = run(EnumSet.of(one), casesOf(one.rule()), 0, 1);
      if (result.cases().stream().allMatch(CaseOutcome::passes)) {
        missed.add(one);
      }
    }
    assertThat(missed).isEmpty();
  }

  @Test
  void generatedScenariosFindNothingInTheRightBackend() {
    DifferentialResult result = run(EnumSet.noneOf(Switch.class), none(), 100, 5);

    assertThat(result.findings()).isEmpty();
    assertThat(result.scenarios()).isEqualTo(100);
  }

  @Test
  void generatedScenariosFindASwitchThatEveryStoredEventShows() {
    DifferentialResult result = run(EnumSet.of(Switch.SOURCE_HAS_NO_DEFAULT), none(), 20, 1);

    assertThat(result.findings()).hasSize(1);
  }

  private static ContractCases casesOf(String rule) {
    return new ContractCases(
        CASES.cases().stream()
            .filter(one -> one.rules().contains(rule) && !one.needsLaunch())
            .toList(),
        CASES.unseen());
  }

  private static ContractCases none() {
    return new ContractCases(List.of(), CASES.unseen());
  }

  private static DifferentialResult run(
      Set<Switch> on, ContractCases cases, int scenarios, long seed) {
    try (NaiveBackend backend = NaiveBackend.start(on);
        Target target = new HttpTarget("naive", backend.baseUri(), TIMEOUT, null)) {
      DifferentialOptions options =
          new DifferentialOptions(
              Settings.defaults(),
              !cases.cases().isEmpty(),
              "",
              seed,
              scenarios == 0 ? Duration.ZERO : Duration.ofDays(1),
              scenarios,
              1,
              0,
              false,
              List.of(),
              KnownDifferences.none(),
              LocalDate.of(2026, 1, 1));
      return new DifferentialRun(List.of(target), cases, options, DifferentialListener.silent())
          .run();
    }
  }
}
