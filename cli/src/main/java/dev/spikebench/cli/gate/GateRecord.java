package dev.spikebench.cli.gate;

import dev.spikebench.cli.RunId;
import dev.spikebench.cli.workload.WorkloadFacts;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.results.gate.GateConclusions;
import dev.spikebench.results.gate.GateJudge;
import dev.spikebench.results.gate.GateJudgement;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateDesign;
import dev.spikebench.results.model.GateFault;
import dev.spikebench.results.model.GateLaunch;
import dev.spikebench.results.model.GateMetric;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateRule;
import dev.spikebench.results.model.GateSlice;
import dev.spikebench.results.model.Run;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.model.Tool;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A session as far as it is measured. Grows by one thread.
final class GateRecord {
  private final GateOptions options;
  private final Tool tool;
  private final Environment environment;
  private final GateDesign design;
  private final Workload workload;
  private final List<GateArm> arms;
  private final List<BackendFacts> backends;
  private final Instant startedAt;
  private final Clock clock;
  private final List<GateLaunch> launches = new ArrayList<>();
  private final List<GateSlice> slices = new ArrayList<>();
  private final List<GateFault> faults = new ArrayList<>();
  private final List<String> incomparable = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  GateRecord(
      GateOptions options,
      Tool tool,
      Environment environment,
      GateDesign design,
      Workload workload,
      List<GateArm> arms,
      List<BackendFacts> backends,
      Instant startedAt,
      Clock clock) {
    this.options = options;
    this.tool = tool;
    this.environment = environment;
    this.design = design;
    this.workload = workload;
    this.arms = List.copyOf(arms);
    this.backends = List.copyOf(backends);
    this.startedAt = startedAt;
    this.clock = clock;
  }

  GateDesign design() {
    return design;
  }

  void add(GateLaunch launch) {
    launches.add(launch);
  }

  void add(GateSlice slice) {
    slices.add(slice);
  }

  void add(GateFault fault) {
    faults.add(fault);
  }

  void incomparable(String sentence) {
    incomparable.add(sentence);
  }

  void warn(String sentence) {
    warnings.add(sentence);
  }

  /// Sequence of the next slice.
  int nextSequence() {
    return slices.size() + 1;
  }

  /// Whether nothing that follows could make the session's figures worth anything.
  boolean ruined() {
    return !faults.isEmpty() || !incomparable.isEmpty();
  }

  /// An epoch that was cut short is taken back: it would have no pairs.
  void dropAfter(int epoch) {
    slices.removeIf(it -> it.epoch() > epoch);
    launches.removeIf(it -> it.epoch() > epoch);
  }

  /// The session as it stands.
  ///
  /// @param status whether it ended as planned
  GateResults results(RunStatus status) {
    return new GateResults(
        GateResults.KIND,
        GateResults.SCHEMA_VERSION,
        tool,
        new Run(
            RunId.of(startedAt),
            startedAt,
            clock.instant(),
            status,
            options.seed(),
            options.arguments(),
            null,
            warnings),
        environment,
        design,
        WorkloadFacts.of(workload, 0),
        design.rules().stream().map(GateRule::metric).map(GateMetric::definition).toList(),
        arms,
        backends,
        launches,
        slices,
        faults,
        incomparable,
        null);
  }

  /// What the figures say so far.
  GateJudgement judge() {
    return GateJudge.judge(results(RunStatus.PARTIAL));
  }

  /// The session with its conclusion.
  GateResults concluded(RunStatus status) {
    GateResults whole = results(status);
    return whole.concluded(GateConclusions.of(whole));
  }
}
