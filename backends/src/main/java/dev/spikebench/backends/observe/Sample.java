package dev.spikebench.backends.observe;

import org.jspecify.annotations.Nullable;

/// What is read of one process many times; a null is what the system does not tell.
///
/// @param residentBytes resident memory now
/// @param highWaterBytes the most resident memory since its start or the last reset
/// @param cpuNs user and system time since its start
record Sample(@Nullable Long residentBytes, @Nullable Long highWaterBytes, @Nullable Long cpuNs) {}
