package dev.spikebench.results.stats;

/// The ranks, from 1, of the two order statistics that enclose a quantile.
///
/// @param low rank of the lower end
/// @param high rank of the upper end
public record Ranks(long low, long high) {}
