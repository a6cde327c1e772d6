package dev.spikebench.results.model;

import org.jspecify.annotations.Nullable;

/// What a session says of one metric: candidate against baseline, as a file tells it to scripts. It
/// can be computed again from the slices and launches.
///
/// @param metric the metric
/// @param gates whether it decides
/// @param pairs epochs with a ratio
/// @param worseRatio how many times worse the candidate is; null where no epoch has a ratio
/// @param low lower end of its interval; null where there is none
/// @param high upper end of its interval; null where there is none
/// @param controlRatio the same of the control; null where it has none
/// @param detectableRatio smallest ratio that would have been seen four times in five; null with
///   fewer than two epochs
/// @param tolerance accepted change for the worse, as a share
/// @param verdict `fail`, `pass` or `inconclusive`
/// @param reason in a sentence
public record GateComparison(
    GateMetric metric,
    boolean gates,
    int pairs,
    @Nullable Double worseRatio,
    @Nullable Double low,
    @Nullable Double high,
    @Nullable Double controlRatio,
    @Nullable Double detectableRatio,
    double tolerance,
    String verdict,
    String reason) {

  /// @throws IllegalArgumentException when a value is missing or out of range
  public GateComparison {
    Checks.present("comparison.metric", metric);
    Checks.atLeast("comparison.pairs", 0, pairs);
    Checks.finite("comparison.worseRatio", worseRatio);
    Checks.finite("comparison.low", low);
    Checks.finite("comparison.high", high);
    Checks.finite("comparison.controlRatio", controlRatio);
    Checks.finite("comparison.detectableRatio", detectableRatio);
    Checks.id("comparison.verdict", verdict);
    Checks.text("comparison.reason", reason);
  }
}
