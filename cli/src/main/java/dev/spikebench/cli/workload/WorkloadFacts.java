package dev.spikebench.cli.workload;

import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.loadgen.workload.WorkloadDefinition;
import dev.spikebench.results.model.WorkloadParameters;

/// What a result file says of a workload. Stateless.
public final class WorkloadFacts {
  private WorkloadFacts() {}

  /// The facts of a workload.
  ///
  /// @param subscribers how many follow the event stream meanwhile
  public static WorkloadParameters of(Workload workload, int subscribers) {
    return new WorkloadParameters(
        workload.id(),
        workload.events(),
        workload.concurrency(),
        workload.batchSize(),
        workload.warmupEvents(),
        workload.sessions(),
        workload.single(),
        workload.ids().text(),
        workload.mode().text(),
        subscribers,
        null,
        WorkloadDefinition.sha256(workload),
        WorkloadDefinition.of(workload));
  }
}
