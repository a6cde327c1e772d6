package dev.spikebench.parity.naive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.parity.cases.ContractCases;
import dev.spikebench.parity.run.DifferentialResult;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Generated scenarios against the naive backend: with no switch on they find nothing, with one
/// that breaks many answers they find it.
@Execution(ExecutionMode.SAME_THREAD)
class SwitchesTest {
  private static final ContractCases CASES = ContractCases.load();

  @Test
  void everySwitchNamesARuleThatACaseShows() {
    Set<String> rules = new TreeSet<>();
    for (Switch one : Switch.values()) {
      rules.add(one.rule());
    }
    assertThat(rules).isSubsetOf(CASES.shown());
    assertThat(Switch.values()).hasSizeGreaterThanOrEqualTo(40);
  }

  @Test
  void generatedScenariosFindNothingInTheRightBackend() {
    DifferentialResult result = NaiveRun.ofGenerated(5, 100).against(EnumSet.noneOf(Switch.class));

    assertThat(result.findings()).isEmpty();
    assertThat(result.noise()).isEmpty();
    assertThat(result.scenarios()).isEqualTo(100);
  }

  @Test
  void generatedScenariosFindASwitchThatEveryStoredEventShows() {
    DifferentialResult result =
        NaiveRun.ofGenerated(1, 20).against(EnumSet.of(Switch.SOURCE_HAS_NO_DEFAULT));

    assertThat(result.findings()).hasSize(1);
  }
}
