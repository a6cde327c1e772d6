package dev.spikebench.backends.observe;

import dev.spikebench.results.model.Measurement;

/// What an observer knows of its process so far.
///
/// @param currentRssBytes resident memory at the last reading
/// @param idleRssBytes resident memory at rest, once [ProcessObserver#awaitIdle] has measured it
/// @param peakRssBytes the most resident memory since the start or the last reset: the kernel's
///   high-water marks added up where it keeps them, else the highest sample
/// @param peakFromKernel whether the peak is the kernel's; a peak from samples is a lower bound
/// @param cpuNs user and system time since the start of the process
/// @param last the last full reading
/// @param samples how many samples were taken
public record ProcessFigures(
    Measurement currentRssBytes,
    Measurement idleRssBytes,
    Measurement peakRssBytes,
    boolean peakFromKernel,
    Measurement cpuNs,
    ProcessReading last,
    long samples) {}
