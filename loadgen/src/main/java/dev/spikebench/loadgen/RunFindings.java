package dev.spikebench.loadgen;

import dev.spikebench.loadgen.model.BodySupply;
import dev.spikebench.loadgen.model.ClientUsage;
import dev.spikebench.loadgen.model.Headroom;
import dev.spikebench.loadgen.model.TargetWarmUp;
import dev.spikebench.loadgen.stream.StreamFigures;
import dev.spikebench.loadgen.target.PartResult;
import org.jspecify.annotations.Nullable;

/// What was found in a run, before it is judged.
///
/// @param part the measured part
/// @param byRule whether answers were judged by a rule of the user's and not by the ingest contract
/// @param client what the client cost in it
/// @param supply where its bodies came from
/// @param warmUp the target's warm-up before it
/// @param settled whether the client was at rest when that began
/// @param stored rise of the target's `total_events`; null where it could not be asked
/// @param headroom what the client can do by itself; null where that is not known
/// @param delivered what the subscribers of the event stream found; null where there were none
record RunFindings(
    PartResult part,
    boolean byRule,
    ClientUsage client,
    BodySupply supply,
    TargetWarmUp warmUp,
    boolean settled,
    @Nullable Long stored,
    @Nullable Headroom headroom,
    @Nullable StreamFigures delivered) {
  private static final double NS_PER_SECOND = 1e9;

  /// The same with what is asked once the measured part has come to its end.
  RunFindings checked(@Nullable Long newStored, @Nullable Headroom newHeadroom) {
    return new RunFindings(
        part, byRule, client, supply, warmUp, settled, newStored, newHeadroom, delivered);
  }

  /// Ended requests a second of the measured part.
  static double requestsPerSecond(PartResult part) {
    return part.tally().requestsEnded() * NS_PER_SECOND / part.elapsedNs();
  }

  /// What speaks for and against the client as the limit.
  ///
  /// @param concurrency virtual users that sent one request after the other; 0 in an open loop
  Evidence evidence(int concurrency) {
    // Little's law says nothing of a plan that leaves users idle, nor of a run in which nothing was
    // in flight.
    int busyUsers = part.latencies().wire().count() > 0 ? concurrency : 0;
    return new Evidence(
        client,
        headroom == null ? null : headroom.over(requestsPerSecond(part)),
        busyUsers,
        part.plan());
  }
}
