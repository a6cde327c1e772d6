package dev.spikebench.results.stats.verdict;

import dev.spikebench.results.model.Direction;

/// What is declared of a metric before the run.
///
/// @param metricId id of the metric
/// @param direction which way it gets better; an informational metric is never judged
/// @param tolerance greatest change for the worse that is accepted, as a share: 0.05 for 5 %
/// @param absoluteFloor change in the metric's own unit below which none matters, however great its
///   share; 0 where every change matters
/// @param strictness what it takes to fail
public record MetricRule(
    String metricId,
    Direction direction,
    double tolerance,
    double absoluteFloor,
    Strictness strictness) {

  /// Tolerance unless said otherwise.
  public static final double USUAL_TOLERANCE = 0.05;

  /// @throws IllegalArgumentException when a value is out of range, or the metric is informational
  public MetricRule {
    if (metricId.isBlank()) {
      throw new IllegalArgumentException("metricId must not be blank");
    }
    if (direction == Direction.INFORMATIONAL) {
      throw new IllegalArgumentException(
          metricId + " is informational: it explains other metrics and is never judged");
    }
    if (!(tolerance > 0 && tolerance < 10)) {
      throw new IllegalArgumentException(
          "tolerance of " + metricId + " must be above 0 and below 10, but is " + tolerance);
    }
    if (!(absoluteFloor >= 0 && Double.isFinite(absoluteFloor))) {
      throw new IllegalArgumentException(
          "absoluteFloor of " + metricId + " must be a number from 0, but is " + absoluteFloor);
    }
  }

  /// The usual rule of a metric: 5 %, every change matters.
  public static MetricRule usual(String metricId, Direction direction) {
    return new MetricRule(metricId, direction, USUAL_TOLERANCE, 0, Strictness.SEEN);
  }

  /// The same rule with a floor.
  public MetricRule withAbsoluteFloor(double floor) {
    return new MetricRule(metricId, direction, tolerance, floor, strictness);
  }

  /// What it takes to fail.
  public enum Strictness {
    /// A slowdown was seen (the interval lies above 0) and its estimate reaches the tolerance.
    SEEN,
    /// The whole interval lies beyond the tolerance: hardly ever wrong below the tolerance, but
    /// changes a little above it go undecided.
    BEYOND_TOLERANCE
  }

  /// The tolerance on the logarithmic scale.
  double logTolerance() {
    return Math.log1p(tolerance);
  }

  /// How far a value that is worse by a ratio lies from its reference, in the metric's unit.
  ///
  /// @param logRatio logarithm of how many times worse it is
  double absoluteChange(double logRatio, double reference) {
    double factor = direction == Direction.LOWER_IS_BETTER ? logRatio : -logRatio;
    return Math.abs(Math.expm1(factor) * reference);
  }
}
