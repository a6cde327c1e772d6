package dev.spikebench.loadgen.model;

import org.jspecify.annotations.Nullable;

/// What the client itself cost during the measured part, against what it may use.
///
/// @param processCpuNs processor time of the whole client process
/// @param processCpuShare that time over the time of all processors it may use, 0 … 1
/// @param busiestThreadShare processor time of the busiest I/O thread over the elapsed time, or
///   over the quota of the process where that is below one processor, 0 … 1; the client is the
///   limit where this nears 1, whatever other processors do
/// @param allowedCpus processors the client may use, as time: those it may run on, or less where a
///   quota says so
/// @param processors processors the client may run on
/// @param affinity their numbers, as `0-3,6`; null where the system does not tell
/// @param quotaCpus quota of its control groups in processors; null for none
/// @param throttledNs time for which its control groups were held back because a quota was used up
/// @param ioThreads its I/O threads
/// @param ioAllocatedBytes bytes that they allocated
/// @param gcCount collections of its heap
/// @param gcTimeMs time those took
/// @param longestPauseNs longest time for which it stood still; 0 for none that was noticed
/// @param pausedNs sum of such times
/// @param meanInFlight mean number of requests under way while users were sending, by Little's law
///   (throughput x mean latency); in a closed loop it equals the concurrency unless samples are
///   missing or the client pauses between requests
public record ClientUsage(
    long processCpuNs,
    double processCpuShare,
    double busiestThreadShare,
    double allowedCpus,
    int processors,
    @Nullable String affinity,
    @Nullable Double quotaCpus,
    long throttledNs,
    int ioThreads,
    long ioAllocatedBytes,
    long gcCount,
    long gcTimeMs,
    long longestPauseNs,
    long pausedNs,
    double meanInFlight) {
  /// The larger of both shares: how near the client is to its own limit.
  public double cpuShare() {
    return Math.max(processCpuShare, busiestThreadShare);
  }
}
