package dev.spikebench.results.growth;

import java.util.List;

/// How growth was measured.
///
/// @param backends ids, in the order of the tables
/// @param ids what the events' ids are like, by the name of their workload
/// @param levels stored events from which on each measurement begins, ascending
/// @param rounds fresh processes at each level
/// @param events events of each process's load
/// @param warmupEvents events before them
/// @param readsOfEach how often each read is made in each process
public record GrowthPlan(
    List<String> backends,
    List<String> ids,
    List<Long> levels,
    int rounds,
    long events,
    long warmupEvents,
    int readsOfEach) {

  /// Copies the lists.
  ///
  /// @throws IllegalArgumentException where nothing is planned
  public GrowthPlan {
    backends = List.copyOf(backends);
    ids = List.copyOf(ids);
    levels = List.copyOf(levels);
    if (backends.isEmpty() || ids.isEmpty() || levels.isEmpty() || rounds < 1 || events < 1) {
      throw new IllegalArgumentException("a plan needs backends, ids, levels, rounds and events");
    }
  }
}
