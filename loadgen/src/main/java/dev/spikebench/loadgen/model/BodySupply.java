package dev.spikebench.loadgen.model;

/// Where the bodies of the measured part came from.
///
/// @param renderedAhead whether all were rendered before the clock started; else a thread rendered
///   them during the run, a bounded number ahead
/// @param waits requests that had to wait for their body all the same
public record BodySupply(boolean renderedAhead, long waits) {}
