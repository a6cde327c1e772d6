package dev.spikebench.results.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One result file: everything that statistics and reports may read.
///
/// @param schemaVersion version of the file's layout, `major.minor.patch`
/// @param tool the program that wrote it
/// @param run the run
/// @param importedFrom where the figures come from; null where this tool measured them
/// @param environment where the run took place
/// @param workload the load
/// @param design how the measurement was laid out
/// @param metrics what the keys of the iterations' values mean
/// @param iterations raw measurements in the order of execution
/// @param backends what they add up to, the reference backend first
/// @param openRuns runs in an open loop after the iterations, in the order of execution; empty
///   where nobody asked for them, and in files of before there were any
/// @param microbenchmarks what JMH measured of the Java server's steps; empty where that was not
///   folded in
public record BenchmarkResults(
    String schemaVersion,
    Tool tool,
    Run run,
    @Nullable ImportedFrom importedFrom,
    Environment environment,
    WorkloadParameters workload,
    Design design,
    List<MetricDefinition> metrics,
    List<Iteration> iterations,
    List<BackendSummary> backends,
    List<OpenRun> openRuns,
    List<Microbenchmark> microbenchmarks) {

  /// The layout that this version writes.
  public static final String SCHEMA_VERSION = "1.0.0";

  /// @throws IllegalArgumentException when a part is missing or contradicts another
  public BenchmarkResults {
    Checks.text("schemaVersion", schemaVersion);
    Checks.present("tool", tool);
    Checks.present("run", run);
    Checks.present("environment", environment);
    Checks.present("workload", workload);
    Checks.present("design", design);
    metrics = Checks.list("metrics", metrics);
    iterations = Checks.list("iterations", iterations);
    backends = Checks.list("backends", backends);
    checkReferences(metrics, iterations, backends);
    microbenchmarks =
        microbenchmarks == null ? List.of() : Checks.list("microbenchmarks", microbenchmarks);
    openRuns = openRuns == null ? List.of() : Checks.list("openRuns", openRuns);
    Set<String> backendIds =
        backends.stream().map(BackendSummary::id).collect(Collectors.toCollection(TreeSet::new));
    for (OpenRun each : openRuns) {
      if (!backendIds.contains(each.backendId())) {
        throw Checks.bad("openRuns.backendId", each.backendId(), "one of " + backendIds);
      }
    }
  }

  /// A result without runs in an open loop.
  public BenchmarkResults(
      String schemaVersion,
      Tool tool,
      Run run,
      @Nullable ImportedFrom importedFrom,
      Environment environment,
      WorkloadParameters workload,
      Design design,
      List<MetricDefinition> metrics,
      List<Iteration> iterations,
      List<BackendSummary> backends) {
    this(
        schemaVersion,
        tool,
        run,
        importedFrom,
        environment,
        workload,
        design,
        metrics,
        iterations,
        backends,
        List.of(),
        List.of());
  }

  /// The same with runs in an open loop.
  public BenchmarkResults withOpenRuns(List<OpenRun> runs) {
    return with(run, runs, microbenchmarks);
  }

  /// The same with what JMH measured, in the place of what was there.
  public BenchmarkResults withMicrobenchmarks(List<Microbenchmark> measured) {
    return with(run, openRuns, measured);
  }

  /// The same with another record of its run.
  public BenchmarkResults withRun(Run other) {
    return with(other, openRuns, microbenchmarks);
  }

  private BenchmarkResults with(Run newRun, List<OpenRun> runs, List<Microbenchmark> measured) {
    return new BenchmarkResults(
        schemaVersion,
        tool,
        newRun,
        importedFrom,
        environment,
        workload,
        design,
        metrics,
        iterations,
        backends,
        runs,
        measured);
  }

  private static void checkReferences(
      List<MetricDefinition> metrics, List<Iteration> iterations, List<BackendSummary> backends) {
    Set<String> metricIds =
        distinct("metrics", metrics.stream().map(MetricDefinition::id).toList());
    Set<String> backendIds =
        distinct("backends", backends.stream().map(BackendSummary::id).toList());
    int previous = 0;
    for (int index = 0; index < iterations.size(); index++) {
      String place = "iterations[" + index + "]";
      Iteration iteration = iterations.get(index);
      if (iteration.sequence() <= previous) {
        throw Checks.bad(place + ".sequence", iteration.sequence(), "greater than " + previous);
      }
      previous = iteration.sequence();
      if (!backendIds.contains(iteration.backendId())) {
        throw Checks.bad(place + ".backendId", iteration.backendId(), "one of " + backendIds);
      }
      for (String metricId : iteration.values().keySet()) {
        if (!metricIds.contains(metricId)) {
          throw Checks.bad(place + ".values", metricId, "defined in metrics " + metricIds);
        }
      }
    }
  }

  private static Set<String> distinct(String field, List<String> ids) {
    Set<String> seen = new HashSet<>();
    for (String id : ids) {
      if (!seen.add(id)) {
        throw Checks.bad(field, id, "given once only");
      }
    }
    return ids.stream().collect(Collectors.toCollection(TreeSet::new));
  }

  /// The iterations of one backend, in the order of execution.
  public List<Iteration> iterationsOf(String backendId) {
    return iterations.stream().filter(it -> it.backendId().equals(backendId)).toList();
  }
}
