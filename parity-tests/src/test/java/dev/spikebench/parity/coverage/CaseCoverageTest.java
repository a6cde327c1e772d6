package dev.spikebench.parity.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.parity.cases.ContractCases;
import dev.spikebench.parity.cases.ContractRules;
import org.junit.jupiter.api.Test;

/// Holds the rules of the contract against the contract cases.
class CaseCoverageTest {
  private static final ContractRules CONTRACT = ContractRules.ofBuild();
  private static final ContractCases CASES = ContractCases.load();

  @Test
  void everyRuleHasACaseOrAReasonWhyNoRequestShowsIt() {
    assertThat(CASES.untold()).isEmpty();
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
