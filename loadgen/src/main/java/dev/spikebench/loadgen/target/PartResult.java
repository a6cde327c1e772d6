package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.model.PlanOutcome;
import dev.spikebench.loadgen.model.Tally;
import dev.spikebench.loadgen.recording.Latencies;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What came of one part of a run: the target's warm-up, the measured part, a window of the
/// client's warm-up.
///
/// @param startedAt wall time of its beginning, to set it beside other records; no duration is made
///   from it
/// @param elapsedNs from the first request to the end of the last
/// @param tally counts
/// @param latencies latencies by their labels
/// @param cycleNs mean time of one cycle of a virtual user, from one request to the next; 0 where
///   no request ended
/// @param plan what became of the plan of an open loop; null in a closed one
/// @param meanInFlight mean number of requests under way while users were sending
/// @param busiestThreadShare processor time of the busiest I/O thread over the elapsed time
/// @param ioAllocatedBytes bytes that the I/O threads allocated
/// @param longestPauseNs longest time for which the generator itself stood still; 0 for none
/// @param pausedNs sum of such times
/// @param cancelled whether it was cancelled
/// @param expired whether the deadline ended it
/// @param gone why no new connection could be made, where the target stopped listening
public record PartResult(
    Instant startedAt,
    long elapsedNs,
    Tally tally,
    Latencies latencies,
    long cycleNs,
    @Nullable PlanOutcome plan,
    double meanInFlight,
    double busiestThreadShare,
    long ioAllocatedBytes,
    long longestPauseNs,
    long pausedNs,
    boolean cancelled,
    boolean expired,
    @Nullable Throwable gone) {}
