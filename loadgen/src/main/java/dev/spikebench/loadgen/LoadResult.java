package dev.spikebench.loadgen;

import dev.spikebench.loadgen.model.BodySupply;
import dev.spikebench.loadgen.model.ClientUsage;
import dev.spikebench.loadgen.model.Headroom;
import dev.spikebench.loadgen.model.Outcome;
import dev.spikebench.loadgen.model.PlanOutcome;
import dev.spikebench.loadgen.model.SelfWarmUp;
import dev.spikebench.loadgen.model.Tally;
import dev.spikebench.loadgen.model.TargetWarmUp;
import dev.spikebench.loadgen.model.Verdict;
import dev.spikebench.loadgen.recording.BackFilled;
import dev.spikebench.loadgen.recording.Latencies;
import dev.spikebench.loadgen.recording.LatencyHistogram;
import dev.spikebench.loadgen.schedule.LoadMode;
import dev.spikebench.loadgen.stream.StreamFigures;
import dev.spikebench.loadgen.workload.Workload;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one run found. Valid or not comes before fast or slow: the figures of an invalid run are
/// the tool's, not the target's.
///
/// @param target base URL of the target
/// @param workload what was sent
/// @param runNonce the part of the event ids that is this run's own
/// @param startedAt when the measured part began
/// @param interrupted whether the run was cancelled; the figures are those of the part that ran
/// @param invalidReasons why the run does not count; empty where it does
/// @param warnings what a reader should know although the run counts
/// @param verdict what limited the rate
/// @param tally counts of the measured part
/// @param eventsStored rise of the target's `total_events` over the measured part; null where the
///   target could not be asked
/// @param elapsedNs from the first request of the measured part to the end of its last
/// @param mode what decided when a request was sent
/// @param latencies latencies by their labels: wire, from plan, send lag
/// @param backFilled the closed loop's wire latencies with the requests filled in that a stalled
///   target kept from being sent; null in the open loop, which sends them, and where no request
///   ended well
/// @param plan what became of the plan of an open loop: planned against achieved rate, what was
///   never sent; null in the closed loop
/// @param client what the client cost
/// @param headroom what the client can do with this load by itself; null where that was not
///   measured
/// @param bodySupply where the bodies came from
/// @param selfWarmUp the client's own warm-up, null where there was none
/// @param targetWarmUp the target's warm-up
/// @param streams what the subscribers of the event stream found; null where there were none
/// @param slowReader what a slow reader of the event stream does to the ingest; null where nobody
///   asked, or the run was ended before it was known
public record LoadResult(
    URI target,
    Workload workload,
    String runNonce,
    Instant startedAt,
    boolean interrupted,
    List<String> invalidReasons,
    List<String> warnings,
    Verdict verdict,
    Tally tally,
    @Nullable Long eventsStored,
    long elapsedNs,
    LoadMode mode,
    Latencies latencies,
    @Nullable BackFilled backFilled,
    @Nullable PlanOutcome plan,
    ClientUsage client,
    @Nullable Headroom headroom,
    BodySupply bodySupply,
    @Nullable SelfWarmUp selfWarmUp,
    TargetWarmUp targetWarmUp,
    @Nullable StreamFigures streams,
    @Nullable SlowReaderEffect slowReader) {
  private static final double NS_PER_SECOND = 1e9;

  /// Copies the lists.
  public LoadResult {
    invalidReasons = List.copyOf(invalidReasons);
    warnings = List.copyOf(warnings);
  }

  /// Whether the run counts.
  public boolean valid() {
    return invalidReasons.isEmpty();
  }

  /// Wire latencies of the requests that ended well.
  public LatencyHistogram latency() {
    return latencies.wire();
  }

  /// Wire latencies of all others.
  public LatencyHistogram failedLatency() {
    return latencies.failedWire();
  }

  /// Whether subscribers found the target's stream to lose, repeat or swap messages.
  public boolean streamFaulty() {
    return streams != null && streams.promiseBroken();
  }

  /// Events of all requests sent in the measured part.
  public long eventsSent() {
    return tally.eventsSent();
  }

  /// Events the target said it stored in the measured part.
  public long eventsAcknowledged() {
    return tally.eventsAcknowledged();
  }

  /// Requests that ended well.
  public long requestsOk() {
    return tally.count(Outcome.OK);
  }

  /// Requests that ended in any other way.
  public long requestsFailed() {
    return tally.requestsFailed();
  }

  /// Acknowledged events a second of the measured part.
  public double eventsPerSecond() {
    return elapsedNs == 0 ? 0 : tally.eventsAcknowledged() * NS_PER_SECOND / elapsedNs;
  }

  /// Ended requests a second of the measured part, failed ones included.
  public double requestsPerSecond() {
    return elapsedNs == 0 ? 0 : tally.requestsEnded() * NS_PER_SECOND / elapsedNs;
  }

  /// The same with what a slow reader of the event stream does to the ingest.
  ///
  /// @param effect that; null where it is not known
  /// @param note what a reader should know of it besides; null for nothing
  LoadResult withSlowReader(@Nullable SlowReaderEffect effect, @Nullable String note) {
    List<String> notes = new ArrayList<>(warnings);
    if (note != null) {
      notes.add(note);
    }
    return new LoadResult(
        target,
        workload,
        runNonce,
        startedAt,
        interrupted,
        invalidReasons,
        notes,
        verdict,
        tally,
        eventsStored,
        elapsedNs,
        mode,
        latencies,
        backFilled,
        plan,
        client,
        headroom,
        bodySupply,
        selfWarmUp,
        targetWarmUp,
        streams,
        effect);
  }
}
