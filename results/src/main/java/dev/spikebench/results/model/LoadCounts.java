package dev.spikebench.results.model;

import org.jspecify.annotations.Nullable;

/// What the load of one iteration counted.
///
/// @param eventsSent events of the measured part that were sent
/// @param eventsAcknowledged of these, events the backend acknowledged
/// @param eventsStored rise of the backend's `total_events` over the measured part; null where it
///   could not be asked
/// @param requestsOk requests that were answered as expected
/// @param requestsFailed requests that were not
/// @param warmupEvents events sent before the measured part
public record LoadCounts(
    long eventsSent,
    long eventsAcknowledged,
    @Nullable Long eventsStored,
    long requestsOk,
    long requestsFailed,
    long warmupEvents) {

  /// @throws IllegalArgumentException when a count is negative
  public LoadCounts {
    Checks.atLeast("counts.eventsSent", 0, eventsSent);
    Checks.atLeast("counts.eventsAcknowledged", 0, eventsAcknowledged);
    Checks.atLeast("counts.eventsStored", 0, eventsStored);
    Checks.atLeast("counts.requestsOk", 0, requestsOk);
    Checks.atLeast("counts.requestsFailed", 0, requestsFailed);
    Checks.atLeast("counts.warmupEvents", 0, warmupEvents);
  }
}
