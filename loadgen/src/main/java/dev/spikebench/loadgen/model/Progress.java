package dev.spikebench.loadgen.model;

import java.time.Duration;

/// Where a phase of a run stands.
///
/// @param phase the phase
/// @param requestsDone requests that have ended, whatever their outcome
/// @param requestsTotal requests of the phase; 0 where it ends on a condition (the client's
///   warm-up)
/// @param requestsFailed requests among the ended ones that failed
/// @param eventsPerSecond events of ended requests a second since the phase began
/// @param elapsed time since the phase began
/// @param remaining estimate of the time left; the longest possible one where the total is not
///   known
public record Progress(
    Phase phase,
    long requestsDone,
    long requestsTotal,
    long requestsFailed,
    double eventsPerSecond,
    Duration elapsed,
    Duration remaining) {}
