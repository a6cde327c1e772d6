package dev.spikebench.results.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One run of a backend in an open loop, at a share of the rate that it reached in the closed one:
/// a fresh process, requests sent by a plan whatever it does.
///
/// @param sequence place in the order of execution, from 1
/// @param backendId the backend
/// @param share planned rate over the median rate of its valid iterations, above 0 and at most 1
/// @param plannedPerSecond requests a second of the plan
/// @param achievedPerSecond requests a second that were sent
/// @param durationNs length of the plan in ns
/// @param valid whether the run counts
/// @param invalidReasons why it does not
/// @param requestsSent requests sent
/// @param requestsUnsent requests of the plan that were never sent
/// @param requestsFailed requests that did not end well
/// @param eventsAcknowledged events that answers said were stored
/// @param eventsStored rise of the backend's own count; null where it could not be asked
/// @param latencyFromPlanHistogram latencies in ns from the moment a request was meant to be sent,
///   as an HdrHistogram (V2, compressed, base64); null where no request ended well
/// @param latencyHistogram the same from the moment it was sent
public record OpenRun(
    int sequence,
    String backendId,
    double share,
    double plannedPerSecond,
    double achievedPerSecond,
    long durationNs,
    boolean valid,
    List<String> invalidReasons,
    long requestsSent,
    long requestsUnsent,
    long requestsFailed,
    long eventsAcknowledged,
    @Nullable Long eventsStored,
    @Nullable String latencyFromPlanHistogram,
    @Nullable String latencyHistogram) {

  /// @throws IllegalArgumentException when a part is out of range or contradicts another
  public OpenRun {
    Checks.atLeast("openRuns.sequence", 1, sequence);
    Checks.id("openRuns.backendId", backendId);
    if (!(share > 0 && share <= 1)) {
      throw Checks.bad("openRuns.share", share, "above 0 and at most 1");
    }
    Checks.finite("openRuns.plannedPerSecond", plannedPerSecond);
    Checks.finite("openRuns.achievedPerSecond", achievedPerSecond);
    Checks.atLeast("openRuns.durationNs", 0, durationNs);
    invalidReasons = Checks.texts("openRuns.invalidReasons", invalidReasons);
    if (valid != invalidReasons.isEmpty()) {
      throw Checks.bad("openRuns.valid", valid, "true exactly where there are no invalidReasons");
    }
    Checks.atLeast("openRuns.requestsSent", 0, requestsSent);
    Checks.atLeast("openRuns.requestsUnsent", 0, requestsUnsent);
    Checks.atLeast("openRuns.requestsFailed", 0, requestsFailed);
    Checks.atLeast("openRuns.eventsAcknowledged", 0, eventsAcknowledged);
    Checks.atLeast("openRuns.eventsStored", 0, eventsStored);
    Checks.optionalText("openRuns.latencyFromPlanHistogram", latencyFromPlanHistogram);
    Checks.optionalText("openRuns.latencyHistogram", latencyHistogram);
  }
}
