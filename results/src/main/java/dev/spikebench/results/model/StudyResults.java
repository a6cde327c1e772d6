package dev.spikebench.results.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// One study: everything that its statistics and reports may read. While a study runs the same
/// record, with the status `partial`, is what it goes on from.
///
/// @param kind always [#KIND]: tells the file from a comparison's
/// @param schemaVersion version of the file's layout, `major.minor.patch`
/// @param tool the program that wrote it
/// @param run the run
/// @param environment where it took place
/// @param design what was varied, and how it was laid out
/// @param workloads the loads, one for each combination of ids and subscribers
/// @param metrics what the keys of the measurements' values mean
/// @param backends the backends that were asked for, those that could not be measured too
/// @param cells the measurements in the order of execution
public record StudyResults(
    String kind,
    String schemaVersion,
    Tool tool,
    Run run,
    Environment environment,
    StudyDesign design,
    List<WorkloadParameters> workloads,
    List<MetricDefinition> metrics,
    List<BackendFacts> backends,
    List<StudyCell> cells) {

  /// The kind of all such files.
  public static final String KIND = "study";

  /// The layout that this version writes.
  public static final String SCHEMA_VERSION = "1.0.0";

  /// @throws IllegalArgumentException when a part is missing or contradicts another
  public StudyResults {
    if (!KIND.equals(kind)) {
      throw Checks.bad("kind", kind, KIND);
    }
    Checks.text("schemaVersion", schemaVersion);
    Checks.present("tool", tool);
    Checks.present("run", run);
    Checks.present("environment", environment);
    Checks.present("design", design);
    workloads = Checks.list("workloads", workloads);
    metrics = Checks.list("metrics", metrics);
    backends = Checks.list("backends", backends);
    cells = Checks.list("cells", cells);
    checkBackends(design, backends);
    checkCells(design, metrics, cells);
  }

  private static void checkBackends(StudyDesign design, List<BackendFacts> backends) {
    List<String> ids = backends.stream().map(BackendFacts::id).toList();
    if (!ids.equals(design.levels(StudyFactor.BACKEND))) {
      throw Checks.bad(
          "backends", ids, "the levels of the factor " + design.levels(StudyFactor.BACKEND));
    }
  }

  private static void checkCells(
      StudyDesign design, List<MetricDefinition> metrics, List<StudyCell> cells) {
    Set<String> known = metrics.stream().map(MetricDefinition::id).collect(Collectors.toSet());
    Set<String> seen = new HashSet<>();
    int previous = 0;
    for (int index = 0; index < cells.size(); index++) {
      String place = "cells[" + index + "]";
      StudyCell cell = cells.get(index);
      Iteration measurement = cell.measurement();
      if (measurement.sequence() <= previous) {
        throw Checks.bad(
            place + ".measurement.sequence", measurement.sequence(), "greater than " + previous);
      }
      previous = measurement.sequence();
      if (!design.holds(cell.levels())) {
        throw Checks.bad(place + ".levels", cell.levels(), "one level of each factor");
      }
      if (!seen.add(measurement.round() + " " + cell.levels())) {
        throw Checks.bad(place, cell.levels(), "given once in round " + measurement.round());
      }
      for (String metricId : measurement.values().keySet()) {
        if (!known.contains(metricId)) {
          throw Checks.bad(place + ".measurement.values", metricId, "defined in metrics");
        }
      }
    }
  }

  /// The backend of an id.
  ///
  /// @throws IllegalArgumentException when there is none
  public BackendFacts backend(String id) {
    return backends.stream()
        .filter(it -> it.id().equals(id))
        .findFirst()
        .orElseThrow(() -> Checks.bad("backend", id, "one of the study's"));
  }

  /// The same study with another record of its run.
  public StudyResults withRun(Run other) {
    return new StudyResults(
        kind, schemaVersion, tool, other, environment, design, workloads, metrics, backends, cells);
  }
}
