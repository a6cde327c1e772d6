package dev.spikebench.parity.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Holds the rules of the contract against the tests that name them, and tells which no test names.
class RuleCoverageTest {
  /// Chapters of which every rule must be named by a test.
  private static final Set<String> COVERED_WHOLLY = Set.of();

  /// The permitted differences say what a test must not demand; the parity cases are tests
  /// themselves; the workload is the load generator's.
  private static final Set<String> NOT_FOR_PROCESS_TESTS = Set.of("DIFF", "PARITY", "WORKLOAD");

  private static final ContractRules CONTRACT = ContractRules.ofProject();
  private static final RuleTests TESTS = RuleTests.ofModule();

  @BeforeAll
  static void tellWhatNoTestNames() throws IOException {
    List<String> uncovered = CONTRACT.without(TESTS.named(), NOT_FOR_PROCESS_TESTS);
    Path list = Path.of("target", "uncovered-rules.txt");
    Files.createDirectories(list.toAbsolutePath().getParent());
    Files.write(list, uncovered);
    System.out.printf(
        "Contract rules: %d, named by no test: %d %s%n",
        CONTRACT.without(Set.of(), NOT_FOR_PROCESS_TESTS).size(), uncovered.size(), uncovered);
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
  void everyRuleOfTheChaptersThatAreCoveredWhollyIsNamedByATest() {
    assertThat(CONTRACT.without(TESTS.named(), Set.of()))
        .as("rules that no test names; the whole list is in target/uncovered-rules.txt")
        .noneMatch(id -> COVERED_WHOLLY.contains(ContractRules.chapterOf(id)));
  }
}
