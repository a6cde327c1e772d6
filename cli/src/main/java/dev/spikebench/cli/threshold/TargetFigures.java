package dev.spikebench.cli.threshold;

import dev.spikebench.results.model.Measurement;

/// What is known of the target's process after a run; each with its value or the reason why there
/// is none.
///
/// @param idleRssBytes memory before the load
/// @param peakRssBytes the most memory held
/// @param startupNs from its start to its first good answer
public record TargetFigures(
    Measurement idleRssBytes, Measurement peakRssBytes, Measurement startupNs) {
  /// A target of which the URL alone is known.
  public static TargetFigures unknown() {
    Measurement none = Measurement.unavailable("the target's process is not known; name its --pid");
    return new TargetFigures(none, none, none);
  }
}
