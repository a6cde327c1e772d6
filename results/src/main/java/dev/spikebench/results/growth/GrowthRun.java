package dev.spikebench.results.growth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One fresh process on a database that holds a certain number of events.
///
/// @param backend its id
/// @param ids what the events' ids are like, by the name of their workload
/// @param level the planned number of stored events
/// @param round from 1
/// @param storedEvents events that the database held when the process started
/// @param reasons why its figures do not count, one sentence each; empty where they do
/// @param timeToHealthyMs from the start of the process to its first healthy answer, in ms
/// @param idleRssBytes resident memory once it had come to rest; null where it did not
/// @param peakRssBytes highest resident memory under load; null where it can't be read
/// @param eventsPerSecond acknowledged events a second
/// @param p50Ms median latency of ingest requests, in ms
/// @param p99Ms their 99th percentile, in ms
/// @param databaseBytes size of the database file and its log at the end
/// @param reads what each kind of read took before the load
public record GrowthRun(
    String backend,
    String ids,
    long level,
    int round,
    long storedEvents,
    List<String> reasons,
    double timeToHealthyMs,
    @Nullable Long idleRssBytes,
    @Nullable Long peakRssBytes,
    double eventsPerSecond,
    double p50Ms,
    double p99Ms,
    long databaseBytes,
    List<GrowthRead> reads) {

  /// Copies the lists.
  public GrowthRun {
    reasons = List.copyOf(reasons);
    reads = List.copyOf(reads);
  }

  /// Whether its figures count.
  public boolean valid() {
    return reasons.isEmpty();
  }
}
