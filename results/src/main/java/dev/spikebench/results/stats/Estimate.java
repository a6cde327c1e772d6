package dev.spikebench.results.stats;

import org.jspecify.annotations.Nullable;

/// An estimate with its interval.
///
/// @param value the estimate
/// @param low lower end of the interval; null where the samples are too few for one
/// @param high upper end of the interval; null exactly where `low` is
/// @param n number of samples
public record Estimate(double value, @Nullable Double low, @Nullable Double high, long n) {}
