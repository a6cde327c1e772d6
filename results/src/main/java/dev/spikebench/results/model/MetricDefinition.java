package dev.spikebench.results.model;

/// What a key of [Iteration#values()] means.
///
/// @param id the key
/// @param unit base unit: `ns`, `bytes`, `1/s`, `1`, `ns/event`
/// @param direction which way it gets better
/// @param kind what sort of quantity it is
/// @param description one sentence on what is measured
public record MetricDefinition(
    String id, String unit, Direction direction, MetricKind kind, String description) {

  /// @throws IllegalArgumentException when a value is missing or blank
  public MetricDefinition {
    Checks.id("metrics.id", id);
    Checks.text("metrics.unit", unit);
    Checks.present("metrics.direction", direction);
    Checks.present("metrics.kind", kind);
    Checks.text("metrics.description", description);
  }
}
