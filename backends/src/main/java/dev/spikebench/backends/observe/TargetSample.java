package dev.spikebench.backends.observe;

import org.jspecify.annotations.Nullable;

/// One point of the time series of a target: sums over the process and its descendants. A null is
/// what could not be read; it is never told as 0.
///
/// @param atNs when, by `System.nanoTime()`, the clock of the latencies
/// @param processes how many processes lived
/// @param rssBytes resident memory; pages that processes share are counted in each
/// @param cpuNs user and system time since the start
/// @param threads threads
/// @param majorFaults page faults that had to read from storage, since the start
/// @param detail what is read about once a second; null in the samples between
/// @param database sizes of the database's files; null where it is not known where they are
public record TargetSample(
    long atNs,
    int processes,
    @Nullable Long rssBytes,
    @Nullable Long cpuNs,
    @Nullable Long threads,
    @Nullable Long majorFaults,
    @Nullable TargetDetail detail,
    @Nullable DatabaseSizes database) {}
