package dev.spikebench.results.stats.variation;

/// A level that was left out because nothing was measured at it.
///
/// @param factor name of the factor
/// @param level the level
public record DroppedLevel(String factor, String level) {}
