package dev.spikebench.cli.study;

import dev.spikebench.cli.workload.WorkloadFacts;
import dev.spikebench.loadgen.StreamOptions;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.loadgen.workload.WorkloadException;
import dev.spikebench.results.model.StudyFactor;
import dev.spikebench.results.model.WorkloadParameters;
import java.util.List;

/// The load of every measurement of a study, apart from what the study varies.
///
/// @param events measured events
/// @param concurrency connections in a closed loop
/// @param batchSize events in one request
/// @param warmupEvents events sent before the clock starts
public record StudyLoad(long events, int concurrency, int batchSize, long warmupEvents) {

  /// Level of [StudyFactor#IDS] with ascending ids.
  public static final String ASCENDING = "spec";

  /// Level of [StudyFactor#IDS] with UUIDs.
  public static final String RANDOM = "random-ids";

  /// All levels of [StudyFactor#IDS].
  public static final List<String> ID_LEVELS = List.of(ASCENDING, RANDOM);

  /// @throws WorkloadException naming field and value where one is out of range
  public StudyLoad {
    changed(Workload.spec(), events, concurrency, batchSize, warmupEvents);
  }

  /// The load of a stored study.
  static StudyLoad of(WorkloadParameters stored) {
    return new StudyLoad(
        stored.events(), stored.concurrency(), stored.batchSize(), stored.warmupEvents());
  }

  /// The workload of a level of [StudyFactor#IDS]. Its name ends in `-custom` where a parameter
  /// differs from the workload of that name.
  ///
  /// @throws IllegalArgumentException when there is no such level
  Workload workload(String ids) {
    Workload base =
        switch (ids) {
          case ASCENDING -> Workload.spec();
          case RANDOM -> Workload.randomIds();
          default ->
              throw new IllegalArgumentException(
                  "ids must be one of " + ID_LEVELS + ", but is " + ids);
        };
    Workload changed = changed(base, events, concurrency, batchSize, warmupEvents);
    return changed.equals(base) ? base : changed.withId(base.id() + "-custom");
  }

  /// What the result file says of the load of two levels.
  WorkloadParameters parameters(String ids, int subscribers) {
    return WorkloadFacts.of(workload(ids), subscribers);
  }

  private static Workload changed(
      Workload base, long events, int concurrency, int batchSize, long warmupEvents) {
    return base.toBuilder()
        .events(events)
        .concurrency(concurrency)
        .batchSize(batchSize)
        .warmupEvents(warmupEvents)
        .build();
  }

  /// Who follows the event stream at a level of [StudyFactor#SUBSCRIBERS].
  ///
  /// @throws dev.spikebench.loadgen.model.LoadException when it is out of range
  static StreamOptions streams(int subscribers) {
    return StreamOptions.NONE.withSubscribers(subscribers);
  }
}
