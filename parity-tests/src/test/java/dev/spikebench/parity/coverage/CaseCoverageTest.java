package dev.spikebench.parity.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.parity.cases.ContractCases;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Holds the rules of the contract against the contract cases.
class CaseCoverageTest {
  /// Permissions, the 18 cases themselves, and the load generator's part.
  private static final Set<String> OF_OTHERS = Set.of("DIFF", "PARITY", "WORKLOAD");

  private static final ContractRules CONTRACT = ContractRules.ofProject();
  private static final ContractCases CASES = ContractCases.load();

  @Test
  void everyRuleHasACaseOrAReasonWhyNoRequestShowsIt() {
    Set<String> told = new TreeSet<>(CASES.shown());
    told.addAll(CASES.unseen().keySet());
    assertThat(CONTRACT.without(told, OF_OTHERS)).isEmpty();
  }

  @Test
  void casesAndReasonsNameOnlyRulesThatTheContractHas() {
    assertThat(CASES.shown()).isSubsetOf(CONTRACT.ids());
    assertThat(CASES.unseen().keySet()).isSubsetOf(CONTRACT.ids());
  }

  @Test
  void noRuleIsShownAndCalledUnseenAtOnce() {
    assertThat(CASES.shown()).doesNotContainAnyElementsOf(CASES.unseen().keySet());
  }
}
