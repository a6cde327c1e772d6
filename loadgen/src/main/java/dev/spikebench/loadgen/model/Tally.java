package dev.spikebench.loadgen.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The counts of a part of a run. Nothing is lost between them: the requests sent are the sum of
/// the outcomes.
///
/// @param requestsPlanned requests of the workload
/// @param requestsSent requests a virtual user took up; fewer than planned only where the run was
///   cancelled, its deadline passed or the target was gone
/// @param outcomes requests by how they ended; every outcome has an entry
/// @param statusCounts answers by HTTP status
/// @param eventsPlanned events of the workload
/// @param eventsSent events of the requests sent
/// @param eventsRepeated events among the sent ones that repeat an earlier one of the run, as the
///   workload plans it
/// @param eventsAcknowledged events that answers with 200 or 201 said were stored
/// @param eventsDuplicate events that such answers said were stored before
/// @param eventsRejected events that such answers rejected
/// @param reconnects connections made anew because one broke or was closed
/// @param requestBytes bytes of the bodies of the requests sent
/// @param responseBytes bytes of the bodies of the answers
public record Tally(
    long requestsPlanned,
    long requestsSent,
    Map<Outcome, Long> outcomes,
    SortedMap<Integer, Long> statusCounts,
    long eventsPlanned,
    long eventsSent,
    long eventsRepeated,
    long eventsAcknowledged,
    long eventsDuplicate,
    long eventsRejected,
    long reconnects,
    long requestBytes,
    long responseBytes) {
  /// Copies the maps and fills in the outcomes that did not occur.
  public Tally {
    EnumMap<Outcome, Long> all = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      all.put(outcome, outcomes.getOrDefault(outcome, 0L));
    }
    outcomes = Collections.unmodifiableMap(all);
    statusCounts = Collections.unmodifiableSortedMap(new TreeMap<>(statusCounts));
  }

  /// Requests that ended in one way.
  public long count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  /// Requests that ended in any other way than well.
  public long requestsFailed() {
    return requestsEnded() - count(Outcome.OK);
  }

  /// The sum of all outcomes.
  public long requestsEnded() {
    return outcomes.values().stream().mapToLong(Long::longValue).sum();
  }
}
