package dev.spikebench.loadgen.model;

/// The client's warm-up on the in-process server.
///
/// @param requests requests sent
/// @param elapsedNs time it took
/// @param converged whether three windows in a row agreed; false where the time limit ended it
/// @param lastRequestsPerSecond rate of the last window
public record SelfWarmUp(
    long requests, long elapsedNs, boolean converged, double lastRequestsPerSecond) {}
