package dev.spikebench.parity.naive;

import dev.spikebench.parity.cases.ContractCase;
import dev.spikebench.parity.cases.ContractCases;
import dev.spikebench.parity.known.KnownDifferences;
import dev.spikebench.parity.observe.HttpTarget;
import dev.spikebench.parity.observe.Target;
import dev.spikebench.parity.run.DifferentialListener;
import dev.spikebench.parity.run.DifferentialOptions;
import dev.spikebench.parity.run.DifferentialResult;
import dev.spikebench.parity.run.DifferentialRun;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/// Runs against naive backends, as tests want them.
///
/// @param cases run first; none where empty
/// @param seed of what is generated
/// @param scenarios how many are generated
/// @param maxFindings after how many it ends
/// @param shrinkAttempts how many smaller ones are tried
/// @param known differences that are known
/// @param today the day by which those expire
public record NaiveRun(
    ContractCases cases,
    long seed,
    int scenarios,
    int maxFindings,
    int shrinkAttempts,
    KnownDifferences known,
    LocalDate today) {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final LocalDate SOME_DAY = LocalDate.of(2026, 1, 1);

  /// Of these cases alone.
  public static NaiveRun ofCases(List<ContractCase> cases) {
    return new NaiveRun(ContractCases.of(cases), 1, 0, 1, 0, KnownDifferences.none(), SOME_DAY);
  }

  /// Of generated scenarios alone.
  public static NaiveRun ofGenerated(long seed, int scenarios) {
    return new NaiveRun(
        ContractCases.of(List.of()), seed, scenarios, 1, 0, KnownDifferences.none(), SOME_DAY);
  }

  /// The same with known differences, on a day.
  public NaiveRun with(KnownDifferences differences, LocalDate day) {
    return new NaiveRun(cases, seed, scenarios, maxFindings, shrinkAttempts, differences, day);
  }

  /// The same, ending after so many findings.
  public NaiveRun until(int findings) {
    return new NaiveRun(cases, seed, scenarios, findings, shrinkAttempts, known, today);
  }

  /// Against one backend with these switches on, which can be restarted.
  public DifferentialResult against(Set<Switch> on) {
    try (NaiveBackend backend = NaiveBackend.start(on);
        Target target = new HttpTarget("naive", backend.baseUri(), TIMEOUT, backend::restart)) {
      return on(List.of(target));
    }
  }

  /// Against these, which the caller closes.
  public DifferentialResult on(List<Target> targets) {
    DifferentialOptions options =
        new DifferentialOptions(
            NaiveBackend.settings(),
            !cases.cases().isEmpty() || !cases.untold().isEmpty(),
            "",
            seed,
            scenarios == 0 ? Duration.ZERO : Duration.ofDays(1),
            scenarios,
            maxFindings,
            shrinkAttempts,
            false,
            List.of(),
            known,
            today);
    return new DifferentialRun(targets, cases, options, DifferentialListener.silent()).run();
  }
}
