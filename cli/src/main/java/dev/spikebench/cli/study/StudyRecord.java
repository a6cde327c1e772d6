package dev.spikebench.cli.study;

import dev.spikebench.cli.RunId;
import dev.spikebench.results.design.BalancedOrder;
import dev.spikebench.results.design.Factor;
import dev.spikebench.results.design.FactorialDesign;
import dev.spikebench.results.design.Treatment;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.MetricIds;
import dev.spikebench.results.model.Run;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.model.StudyCell;
import dev.spikebench.results.model.StudyDesign;
import dev.spikebench.results.model.StudyFactor;
import dev.spikebench.results.model.StudyResults;
import dev.spikebench.results.model.Tool;
import dev.spikebench.results.model.WorkloadParameters;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A study as far as it is measured. Grows by one thread.
final class StudyRecord {
  private final StudyResults begun;
  private final List<StudyCell> cells;
  private final List<String> warnings;
  private List<BackendFacts> backends;
  private final Clock clock;

  private StudyRecord(StudyResults begun, Clock clock) {
    this.begun = begun;
    this.cells = new ArrayList<>(begun.cells());
    this.warnings = new ArrayList<>(begun.run().warnings());
    this.backends = begun.backends();
    this.clock = clock;
  }

  /// A study in which nothing is measured yet.
  static StudyRecord begin(
      StudyOptions options,
      Tool tool,
      Environment environment,
      List<BackendFacts> backends,
      Instant startedAt,
      Clock clock) {
    Run run =
        new Run(
            RunId.of(startedAt),
            startedAt,
            startedAt,
            RunStatus.FAILED,
            options.seed(),
            options.arguments(),
            null,
            List.of());
    return new StudyRecord(
        new StudyResults(
            StudyResults.KIND,
            StudyResults.SCHEMA_VERSION,
            tool,
            run,
            environment,
            StudyDesign.of(options.factors(), options.rounds()),
            workloads(options),
            MetricIds.definitions(),
            backends,
            List.of()),
        clock);
  }

  private static List<WorkloadParameters> workloads(StudyOptions options) {
    List<WorkloadParameters> workloads = new ArrayList<>();
    for (String ids : options.ids()) {
      for (int subscribers : options.subscribers()) {
        workloads.add(options.load().parameters(ids, subscribers));
      }
    }
    return workloads;
  }

  /// A study that was interrupted.
  static StudyRecord goOn(StudyResults earlier, Instant resumedAt, Clock clock) {
    StudyRecord study = new StudyRecord(earlier, clock);
    study.warn(
        "The study was interrupted after %d measurements and went on at %s."
            .formatted(earlier.cells().size(), resumedAt));
    return study;
  }

  /// Whether nothing is measured yet.
  boolean isNew() {
    return cells.isEmpty();
  }

  /// More is known of the same backends.
  void backends(List<BackendFacts> known) {
    backends = List.copyOf(known);
  }

  void warn(String sentence) {
    warnings.add(sentence);
  }

  void add(StudyCell cell) {
    cells.add(cell);
  }

  /// What is left to measure, in its order: a function of the backends that can be measured, the
  /// levels, the seed and what is done.
  List<BalancedOrder.Place<Treatment>> rest() {
    return order().rest(cells.size(), begun.design().roundsPlanned());
  }

  private BalancedOrder<Treatment> order() {
    List<Factor> factors =
        begun.design().factors().stream().map(it -> new Factor(it.name(), levels(it))).toList();
    long seed = Objects.requireNonNull(begun.run().seed(), "a study's order is drawn");
    return new FactorialDesign(factors).order(seed);
  }

  private List<String> levels(StudyFactor factor) {
    return factor.name().equals(StudyFactor.BACKEND) ? measurable() : factor.levels();
  }

  private List<String> measurable() {
    return begun.backends().stream()
        .filter(BackendFacts::measurable)
        .map(BackendFacts::id)
        .toList();
  }

  /// The study as it stands.
  StudyResults results() {
    return new StudyResults(
        begun.kind(),
        begun.schemaVersion(),
        begun.tool(),
        run(),
        begun.environment(),
        begun.design(),
        begun.workloads(),
        begun.metrics(),
        backends,
        cells);
  }

  private Run run() {
    Run run = begun.run();
    return new Run(
        run.id(),
        run.startedAt(),
        clock.instant(),
        status(),
        run.seed(),
        run.arguments(),
        run.label(),
        warnings);
  }

  private RunStatus status() {
    if (cells.isEmpty()) {
      return RunStatus.FAILED;
    }
    return rest().isEmpty() ? RunStatus.COMPLETE : RunStatus.PARTIAL;
  }
}
