package dev.spikebench.loadgen;

import dev.spikebench.loadgen.model.ClientUsage;
import dev.spikebench.loadgen.model.PlanOutcome;
import org.jspecify.annotations.Nullable;

/// What speaks for and against the client as the limit of a run.
///
/// @param client what the client cost
/// @param headroom rate of the same load on the null server over the rate the target took; null
///   where that was not measured
/// @param concurrency virtual users that kept a request under way each; 0 in an open loop, and
///   where no request ended well
/// @param plan what became of the plan of an open loop; null in a closed one
record Evidence(
    ClientUsage client, @Nullable Double headroom, int concurrency, @Nullable PlanOutcome plan) {}
