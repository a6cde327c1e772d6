package dev.spikebench.results.report;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.Direction;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.model.SummaryMetric;
import dev.spikebench.results.stats.Estimate;
import dev.spikebench.results.summary.Samples;
import org.jspecify.annotations.Nullable;

/// One figure of one backend beside the same figure of the reference backend.
///
/// @param key the figure
/// @param reference the reference backend
/// @param candidate the other one
/// @param outcome what can be said of the two
record Comparison(
    SummaryKey key, BackendSummary reference, BackendSummary candidate, Outcome outcome) {

  /// Compares by intervals over iterations. The requests of one process are no independent samples:
  /// processes differ from each other by more than the interval of all requests together shows. So
  /// a latency is judged by the percentiles of its iterations, not by the pooled one's interval.
  static Comparison of(
      SummaryKey key, BackendSummary reference, BackendSummary candidate, Samples samples) {
    return new Comparison(key, reference, candidate, outcome(key, reference, candidate, samples));
  }

  /// The two values' difference as the table prints it; a dash where there is none.
  String delta() {
    Double from = reference.metric(key).value();
    Double to = candidate.metric(key).value();
    return outcome == Outcome.MISSING || from == null || to == null || from == 0
        ? ResultsTables.NONE
        : Figures.delta(from, to);
  }

  /// Whether the figure alone, whatever its interval, is better than the reference's.
  boolean looksBetter() {
    Double from = reference.metric(key).value();
    Double to = candidate.metric(key).value();
    return from != null && to != null && isBetter(key, from, to);
  }

  private static Outcome outcome(
      SummaryKey key, BackendSummary reference, BackendSummary candidate, Samples samples) {
    SummaryMetric from = reference.metric(key);
    SummaryMetric to = candidate.metric(key);
    if (from.value() == null || to.value() == null || !reference.valid() || !candidate.valid()) {
      return Outcome.MISSING;
    }
    if (reference.notTuned() || candidate.notTuned()) {
      return Outcome.NOT_TUNED;
    }
    Interval first = interval(key, reference, samples);
    Interval second = interval(key, candidate, samples);
    if (first == null || second == null) {
      return Outcome.NO_INTERVAL;
    }
    if (first.equals(second) && first.low() == first.high()) {
      return Outcome.SAME;
    }
    if (first.low() <= second.high() && second.low() <= first.high()) {
      return Outcome.CANNOT_TELL;
    }
    return isBetter(key, first.low(), second.low()) ? Outcome.BETTER : Outcome.WORSE;
  }

  private static boolean isBetter(SummaryKey key, double reference, double candidate) {
    return key.direction() == Direction.HIGHER_IS_BETTER
        ? candidate > reference
        : candidate < reference;
  }

  private static @Nullable Interval interval(
      SummaryKey key, BackendSummary backend, Samples samples) {
    if (key.quantile() == null) {
      return interval(backend.metric(key).low(), backend.metric(key).high());
    }
    Estimate estimate = samples.median(backend.id(), key);
    return estimate == null ? null : interval(estimate.low(), estimate.high());
  }

  private static @Nullable Interval interval(@Nullable Double low, @Nullable Double high) {
    return low == null || high == null ? null : new Interval(low, high);
  }

  private record Interval(double low, double high) {}
}
