package dev.spikebench.results.soak;

import org.jspecify.annotations.Nullable;

/// How a soak was driven.
///
/// @param target what was loaded, in words
/// @param url its address at the beginning
/// @param seconds how long it was to last
/// @param intervalSeconds length of an interval
/// @param settleSeconds time after the start of a process that is left out of its trends
/// @param writers connections that send events
/// @param batchSize events a request
/// @param requestsPerSecond planned requests a second of all writers; null where each writer sent
///   when its last request had ended
/// @param subscribers clients on the event stream
/// @param healthEverySeconds time between two health checks
/// @param seed seed of event ids
public record SoakPlan(
    String target,
    String url,
    double seconds,
    double intervalSeconds,
    double settleSeconds,
    int writers,
    int batchSize,
    @Nullable Double requestsPerSecond,
    int subscribers,
    double healthEverySeconds,
    long seed) {}
