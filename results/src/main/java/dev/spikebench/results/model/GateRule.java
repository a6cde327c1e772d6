package dev.spikebench.results.model;

/// What is declared of a metric before a gate measures.
///
/// @param metric the metric
/// @param gates whether it decides the verdict; otherwise it only warns
/// @param tolerance greatest change for the worse that is accepted, as a share: 0.05 for 5 %
/// @param absoluteFloor change in the metric's own unit below which none matters; 0 for none
/// @param beyondTolerance whether the whole interval must lie beyond the tolerance to fail
public record GateRule(
    GateMetric metric,
    boolean gates,
    double tolerance,
    double absoluteFloor,
    boolean beyondTolerance) {

  /// @throws IllegalArgumentException when a value is missing or out of range
  public GateRule {
    Checks.present("rule.metric", metric);
    if (!(tolerance > 0 && tolerance < 10)) {
      throw Checks.bad("rule.tolerance", tolerance, "above 0 and below 10");
    }
    if (!(absoluteFloor >= 0 && Double.isFinite(absoluteFloor))) {
      throw Checks.bad("rule.absoluteFloor", absoluteFloor, "a number from 0");
    }
  }
}
