package dev.spikebench.results.report;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.Direction;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.stats.Estimate;
import dev.spikebench.results.stats.LogRatio;
import dev.spikebench.results.summary.Samples;
import org.jspecify.annotations.Nullable;

/// One figure of one backend beside the same figure of the reference backend.
///
/// @param key the figure
/// @param reference the reference backend
/// @param candidate the other one
/// @param outcome what can be said of the two
/// @param paired whether that rests on pairs of one round
record Comparison(
    SummaryKey key,
    BackendSummary reference,
    BackendSummary candidate,
    Outcome outcome,
    boolean paired) {

  /// Compares by the ratio paired round by round, the same that plots and tie groups show. Where
  /// there is none (a zero, no common round, imported figures), by intervals over iterations. The
  /// requests of one process are no independent samples: processes differ from each other by more
  /// than the interval of all requests together shows. So a latency is judged by the percentiles of
  /// its iterations, not by the pooled one's interval.
  static Comparison of(
      SummaryKey key,
      BackendSummary reference,
      BackendSummary candidate,
      Samples samples,
      PairedRatios ratios) {
    if (!bothCount(key, reference, candidate)) {
      return new Comparison(key, reference, candidate, Outcome.MISSING, false);
    }
    if (reference.notTuned() || candidate.notTuned()) {
      return new Comparison(key, reference, candidate, Outcome.NOT_TUNED, false);
    }
    return ratios
        .worse(key, candidate.id(), reference.id())
        .map(it -> new Comparison(key, reference, candidate, outcome(it), true))
        .orElseGet(
            () ->
                new Comparison(
                    key, reference, candidate, apart(key, reference, candidate, samples), false));
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

  private static boolean bothCount(
      SummaryKey key, BackendSummary reference, BackendSummary candidate) {
    return reference.valid()
        && candidate.valid()
        && reference.metric(key).value() != null
        && candidate.metric(key).value() != null;
  }

  private static Outcome outcome(LogRatio worse) {
    if (worse.low().isEmpty()) {
      return Outcome.NO_INTERVAL;
    }
    if (worse.differs()) {
      return worse.estimate() > 0 ? Outcome.WORSE : Outcome.BETTER;
    }
    boolean alike = worse.low().getAsDouble() == 1 && worse.high().orElse(0) == 1;
    return alike ? Outcome.SAME : Outcome.CANNOT_TELL;
  }

  private static Outcome apart(
      SummaryKey key, BackendSummary reference, BackendSummary candidate, Samples samples) {
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
