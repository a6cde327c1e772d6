package dev.spikebench.parity.run;

import dev.spikebench.parity.known.KnownDifferences;
import dev.spikebench.parity.model.Settings;
import dev.spikebench.parity.script.Scenario;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/// What to run.
///
/// @param settings how the backends are configured
/// @param contractCases whether the contract cases are run
/// @param caseId one case alone; empty for all
/// @param seed of the generated scenarios
/// @param budget how long scenarios are generated; zero for not at all
/// @param maxScenarios and how many at most
/// @param maxFindings after how many causes generating ends
/// @param shrinkAttempts how many smaller scenarios are tried for each cause
/// @param restarts whether generated scenarios may restart the backends
/// @param stored counterexamples of earlier runs, run first
/// @param today the day that entries expire by
public record DifferentialOptions(
    Settings settings,
    boolean contractCases,
    String caseId,
    long seed,
    Duration budget,
    int maxScenarios,
    int maxFindings,
    int shrinkAttempts,
    boolean restarts,
    List<Scenario> stored,
    KnownDifferences known,
    LocalDate today) {
  /// Copies the list.
  public DifferentialOptions {
    stored = List.copyOf(stored);
  }
}
