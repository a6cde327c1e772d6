package dev.spikebench.backends.observe;

import org.jspecify.annotations.Nullable;

/// What is read of one process at every tick; a null is what the system does not tell.
///
/// @param residentBytes resident memory now
/// @param highWaterBytes the most resident memory since its start or the last reset
/// @param cpuNs user and system time since its start
/// @param threads its threads
/// @param majorFaults page faults that had to read from storage, since its start
record ProcessSample(
    @Nullable Long residentBytes,
    @Nullable Long highWaterBytes,
    @Nullable Long cpuNs,
    @Nullable Long threads,
    @Nullable Long majorFaults) {}
