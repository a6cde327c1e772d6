package dev.spikebench.backends.observe;

import dev.spikebench.results.model.Measurement;

/// What a process and its descendants used between two readings.
///
/// @param elapsedNs time between the two
/// @param cpuNs user and system time
/// @param contextSwitches of threads that lived at both
/// @param bytesWritten to storage
public record ProcessUsage(
    long elapsedNs, Measurement cpuNs, Measurement contextSwitches, Measurement bytesWritten) {}
