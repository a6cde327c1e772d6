package dev.spikebench.results.soak;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The sums of a soak.
///
/// @param seconds from the begin of the load to its end
/// @param processes processes of the target that were loaded, restarts included
/// @param requestsSent requests sent
/// @param requestsOk requests that ended well
/// @param failures requests that ended otherwise, by how they did; nothing else has an entry
/// @param requestsUnsent requests of the plan that were never sent, outages aside
/// @param eventsSent events of the requests sent
/// @param eventsAcknowledged events that answers said were stored
/// @param eventsStored rise of the target's own count over the parts that ended well; null where
///   there was none, or it could not be asked
/// @param eventsAcknowledgedThere acknowledged events of the same parts
/// @param latencyMs as in an interval, over the whole soak
/// @param latencyFromPlanMs as in an interval, over the whole soak
/// @param healthOk health checks that were answered with 200
/// @param healthFailed all others, those in outages among them
/// @param healthMs latencies of those that were answered
/// @param streams what subscribers found; null where there were none
public record SoakTotals(
    double seconds,
    int processes,
    long requestsSent,
    long requestsOk,
    SortedMap<String, Long> failures,
    long requestsUnsent,
    long eventsSent,
    long eventsAcknowledged,
    @Nullable Long eventsStored,
    long eventsAcknowledgedThere,
    @Nullable SoakLatency latencyMs,
    @Nullable SoakLatency latencyFromPlanMs,
    long healthOk,
    long healthFailed,
    @Nullable SoakLatency healthMs,
    @Nullable SoakStreams streams) {
  /// Copies the map.
  public SoakTotals {
    failures = Collections.unmodifiableSortedMap(new TreeMap<>(failures));
  }

  /// Requests that ended in any other way than well.
  public long requestsFailed() {
    return failures.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Whether the target stored another number of events than it acknowledged.
  public boolean miscounted() {
    return eventsStored != null && eventsStored != eventsAcknowledgedThere;
  }
}
