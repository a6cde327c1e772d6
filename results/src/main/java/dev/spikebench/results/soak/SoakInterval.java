package dev.spikebench.results.soak;

import org.jspecify.annotations.Nullable;

/// One interval of a soak. Intervals do not overlap; between two of them lies an outage.
///
/// @param startSeconds its beginning, in seconds since the load began
/// @param endSeconds its end on the same clock
/// @param process which process of the target it was, from 1; a restart begins the next
/// @param requestsOk requests that ended well in it
/// @param requestsFailed requests that ended in any other way in it
/// @param eventsAcknowledged events that answers in it said were stored
/// @param latencyMs from the send of a request to the end of its answer; null where none ended well
/// @param latencyFromPlanMs the same from the moment it was meant to be sent
/// @param healthOk health checks that were answered with 200
/// @param healthFailed all others
/// @param healthMs latencies of those that were answered; null where none was
/// @param target what the target took
/// @param clientRssBytes the load generator's own resident memory; null where it can't be read
public record SoakInterval(
    double startSeconds,
    double endSeconds,
    int process,
    long requestsOk,
    long requestsFailed,
    long eventsAcknowledged,
    @Nullable SoakLatency latencyMs,
    @Nullable SoakLatency latencyFromPlanMs,
    long healthOk,
    long healthFailed,
    @Nullable SoakLatency healthMs,
    SoakResources target,
    @Nullable Long clientRssBytes) {
  /// Checks the times.
  ///
  /// @throws IllegalArgumentException where it ends before it begins
  public SoakInterval {
    if (!(startSeconds >= 0 && endSeconds >= startSeconds)) {
      throw new IllegalArgumentException(
          "an interval must end after it begins, but goes from %s to %s s"
              .formatted(startSeconds, endSeconds));
    }
  }

  /// Its length in seconds.
  public double seconds() {
    return endSeconds - startSeconds;
  }

  /// Acknowledged events a second; 0 for an interval without length.
  public double eventsPerSecond() {
    return seconds() > 0 ? eventsAcknowledged / seconds() : 0;
  }
}
