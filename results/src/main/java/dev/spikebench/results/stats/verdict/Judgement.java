package dev.spikebench.results.stats.verdict;

import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.stats.precision.Precision;
import java.util.List;
import java.util.Optional;

/// A verdict with what it rests on.
///
/// @param rule the declared rule
/// @param verdict what it makes of the evidence
/// @param effect candidate against baseline; empty where no epoch has a ratio
/// @param control second copy of the baseline against the first; empty likewise
/// @param precision what could have been seen; empty with fewer than two epochs
/// @param stalledEpochs epochs far outside of the others, which stay in
public record Judgement(
    MetricRule rule,
    Verdict verdict,
    Optional<LogRatio> effect,
    Optional<LogRatio> control,
    Optional<Precision> precision,
    List<Integer> stalledEpochs) {

  /// Keeps an unmodifiable copy.
  public Judgement {
    stalledEpochs = List.copyOf(stalledEpochs);
  }
}
