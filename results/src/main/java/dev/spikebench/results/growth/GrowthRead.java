package dev.spikebench.results.growth;

/// How long one kind of read took in one process, nothing else being asked of it.
///
/// @param name what was read, for instance `newest page`
/// @param count how often
/// @param medianMs half of them took no longer, in ms
/// @param maxMs the longest, in ms
public record GrowthRead(String name, int count, double medianMs, double maxMs) {}
