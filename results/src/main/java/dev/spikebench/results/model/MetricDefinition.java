package dev.spikebench.results.model;

import java.util.List;

/// What a key of [Iteration#values()] means.
///
/// @param id the key
/// @param unit one of [#UNITS]
/// @param direction which way it gets better
/// @param kind what sort of quantity it is
/// @param description one sentence on what is measured
public record MetricDefinition(
    String id, String unit, Direction direction, MetricKind kind, String description) {

  /// The base units that values are given in.
  public static final List<String> UNITS =
      List.of("ns", "bytes", "1/s", "1", "ns/event", "bytes/event", "1/event");

  /// @throws IllegalArgumentException when a value is missing or blank
  public MetricDefinition {
    Checks.id("metrics.id", id);
    if (!UNITS.contains(Checks.text("metrics.unit", unit))) {
      throw Checks.bad("metrics.unit", unit, "one of " + UNITS);
    }
    Checks.present("metrics.direction", direction);
    Checks.present("metrics.kind", kind);
    Checks.text("metrics.description", description);
  }
}
