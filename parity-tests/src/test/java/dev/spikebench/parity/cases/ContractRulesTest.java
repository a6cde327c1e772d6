package dev.spikebench.parity.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ContractRulesTest {
  private static final String PAGE =
      """
      Text that cites **ROUTE-09** in passing.
      | **CONFIG-01** | `INGEST_HOST` |
      |**CONFIG-02**| `INGEST_PORT` |
      - **ROUTE-01** An unknown path gets `404`, unlike **ROUTE-07**.
      - **DIFF-01** Anything.
      """;

  @Test
  void idsAreFoundInTablesAndListsInThePagesOrder() {
    assertThat(ContractRules.parse(PAGE).ids())
        .containsExactly("CONFIG-01", "CONFIG-02", "ROUTE-01", "DIFF-01");
  }

  @Test
  void anIdGivenTwiceIsAnErrorThatNamesIt() {
    assertThatThrownBy(() -> ContractRules.parse(PAGE + "- **ROUTE-01** Again."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ROUTE-01");
  }

  @Test
  void namedRulesAndChaptersLeftOutAreNotListed() {
    assertThat(ContractRules.parse(PAGE).without(Set.of("CONFIG-02"), Set.of("DIFF")))
        .containsExactly("CONFIG-01", "ROUTE-01");
  }
}
