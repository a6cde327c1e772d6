package dev.spikebench.cli.parity;

import dev.spikebench.cli.ExitCode;
import dev.spikebench.parity.CaseResult;
import dev.spikebench.parity.ParityResult;
import dev.spikebench.parity.compare.Verdict;
import dev.spikebench.parity.run.CaseOutcome;
import dev.spikebench.parity.run.DifferentialResult;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What came out of a run.
///
/// @param core the 18 cases of each backend; empty where they were not asked for
/// @param unavailable why a backend was not run
/// @param differential null where nothing but the 18 cases was asked for
record ParityOutcome(
    Map<String, ParityResult> core,
    Map<String, String> unavailable,
    @Nullable DifferentialResult differential) {
  ParityOutcome {
    core = Collections.unmodifiableMap(new LinkedHashMap<>(core));
    unavailable = Collections.unmodifiableMap(new LinkedHashMap<>(unavailable));
  }

  /// Noise of the harness first: what it says of differences can't be trusted.
  ExitCode exitCode() {
    if (differential != null && !differential.noise().isEmpty()) {
      return ExitCode.INVALID_MEASUREMENT;
    }
    boolean good =
        core.values().stream().allMatch(ParityResult::allPassed)
            && (differential == null || differential.agrees());
    return good ? ExitCode.GOOD : ExitCode.ANSWER_IS_NO;
  }

  int passed() {
    return core.values().stream().mapToInt(ParityResult::passed).sum()
        + (int) cases(differential).filter(one -> one.passes() && !isSkipped(one)).count();
  }

  int failed() {
    return core.values().stream().mapToInt(ParityResult::failed).sum()
        + (int) cases(differential).filter(one -> !one.passes()).count();
  }

  int skipped() {
    return core.values().stream().mapToInt(ParityResult::skipped).sum()
        + (int) cases(differential).filter(ParityOutcome::isSkipped).count();
  }

  /// The last line.
  String closingLine() {
    int all = passed() + failed() + skipped();
    String counts = passed() + "/" + (all - skipped());
    if (differential == null) {
      return counts;
    }
    return "%s, %d generated scenarios, %d findings"
        .formatted(
            counts,
            Objects.requireNonNull(differential).scenarios(),
            Objects.requireNonNull(differential).findings().size());
  }

  static CaseResult.Outcome outcome(CaseOutcome one) {
    return isSkipped(one)
        ? CaseResult.Outcome.SKIPPED
        : one.passes() ? CaseResult.Outcome.PASSED : CaseResult.Outcome.FAILED;
  }

  private static boolean isSkipped(CaseOutcome one) {
    return one.verdict() == Verdict.NOT_RUN;
  }

  private static Stream<CaseOutcome> cases(@Nullable DifferentialResult result) {
    return result == null ? Stream.of() : result.cases().stream();
  }
}
