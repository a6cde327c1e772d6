package dev.spikebench.results.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The load that every iteration put on every backend.
///
/// @param id name of the workload, for instance `spec`
/// @param events measured events of one iteration
/// @param concurrency concurrent connections
/// @param batchSize events a request; 1 where `single`
/// @param warmupEvents events sent to the backend before the measured ones
/// @param sessions distinct sessions the events belong to; null where the source does not say
/// @param single whether each event is posted alone instead of in batches
/// @param eventIdShape how event ids look, for instance `sequential`; null where the source does
///   not say
/// @param loop `closed` (a connection waits for its answer) or `open` (a fixed rate)
/// @param streamSubscribers subscribers of the event stream during the load
/// @param soakSeconds duration of a soak run; null where none was run
/// @param definitionSha256 hash of all that decides what was sent and when; null where the source
///   does not say
/// @param definition every value of the workload, in the keys of workload files; null where the
///   source does not say
public record WorkloadParameters(
    String id,
    long events,
    int concurrency,
    int batchSize,
    long warmupEvents,
    @Nullable Integer sessions,
    boolean single,
    @Nullable String eventIdShape,
    String loop,
    int streamSubscribers,
    @Nullable Long soakSeconds,
    @Nullable String definitionSha256,
    @Nullable Map<String, Object> definition) {

  /// @throws IllegalArgumentException when a value is missing or out of range
  public WorkloadParameters {
    Checks.id("workload.id", id);
    Checks.atLeast("workload.events", 1, events);
    Checks.atLeast("workload.concurrency", 1, concurrency);
    Checks.atLeast("workload.batchSize", 1, batchSize);
    Checks.atLeast("workload.warmupEvents", 0, warmupEvents);
    Checks.atLeast("workload.sessions", 1, sessions);
    Checks.optionalText("workload.eventIdShape", eventIdShape);
    Checks.id("workload.loop", loop);
    Checks.atLeast("workload.streamSubscribers", 0, streamSubscribers);
    Checks.atLeast("workload.soakSeconds", 1, soakSeconds);
    if (definitionSha256 != null) {
      Checks.sha256("workload.definitionSha256", definitionSha256);
    }
    definition =
        definition == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(definition));
    if (single && batchSize != 1) {
      throw Checks.bad("workload.batchSize", batchSize, "1 where workload.single is true");
    }
  }

  /// The word for how events are posted: `single` or `batch`.
  public String mode() {
    return single ? "single" : "batch";
  }
}
