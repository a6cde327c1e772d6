package dev.spikebench.loadgen.model;

/// What the client itself cost during the measured part.
///
/// @param processCpuNs processor time of the whole client process
/// @param processCpuShare that time over the elapsed time of all processors it may use, 0 … 1
/// @param busiestThreadShare processor time of the busiest I/O thread over the elapsed time, 0 … 1;
///   the client is the limit where this nears 1, whatever other processors do
/// @param processors processors the client may use
/// @param ioThreads its I/O threads
/// @param gcCount collections of its heap
/// @param gcTimeMs time those took
/// @param meanInFlight mean number of requests under way while users were sending, by Little's law
///   (throughput x mean latency); equals the concurrency unless samples are missing or the client
///   pauses between requests
public record ClientUsage(
    long processCpuNs,
    double processCpuShare,
    double busiestThreadShare,
    int processors,
    int ioThreads,
    long gcCount,
    long gcTimeMs,
    double meanInFlight) {}
