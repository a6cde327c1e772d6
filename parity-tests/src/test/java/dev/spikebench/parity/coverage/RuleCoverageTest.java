package dev.spikebench.parity.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.parity.cases.ContractRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Holds the rules of the contract against the tests that name them, and tells which no test names.
class RuleCoverageTest {
  /// The permitted differences say what a test must not demand; the parity cases are tests
  /// themselves; the workload is the load generator's.
  private static final Set<String> NOT_FOR_PROCESS_TESTS = Set.of("DIFF", "PARITY", "WORKLOAD");

  private static final ContractRules CONTRACT = ContractRules.ofBuild();
  private static final RuleTests TESTS = RuleTests.ofModule();
  private static final List<String> UNCOVERED =
      CONTRACT.without(TESTS.named(), NOT_FOR_PROCESS_TESTS);

  @BeforeAll
  static void tellWhatNoTestNames() throws IOException {
    Path list = Path.of("target", "uncovered-rules.txt");
    Files.createDirectories(list.toAbsolutePath().getParent());
    Files.write(list, UNCOVERED);
    System.out.printf(
        "Contract rules: %d, named by no test: %d %s%n",
        CONTRACT.without(Set.of(), NOT_FOR_PROCESS_TESTS).size(), UNCOVERED.size(), UNCOVERED);
  }

  @Test
  void theContractHasRules() {
    assertThat(CONTRACT.ids()).contains("ROUTE-01", "STREAM-01", "STORAGE-01", "SHUTDOWN-01");
  }

  @Test
  void testsNameOnlyRulesThatTheContractHas() {
    assertThat(TESTS.named()).isSubsetOf(CONTRACT.ids());
  }

  @Test
  void onlyTestsAgainstTheStartedBackendNameRules() {
    assertThat(TESTS.mistakes()).isEmpty();
  }

  @Test
  void everyRuleIsNamedByATest() {
    assertThat(UNCOVERED)
        .as("rules of docs/contract.md that no test against the packaged backend names by @Rule")
        .isEmpty();
  }
}
