package dev.spikebench.cli.compare;

import dev.spikebench.cli.ProgramVersion;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.loadgen.workload.WorkloadDefinition;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Design;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.MetricIds;
import dev.spikebench.results.model.Run;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.model.Tool;
import dev.spikebench.results.model.WorkloadParameters;
import dev.spikebench.results.summary.BackendSummaries;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// Puts the parts of a comparison together into the one record that every report reads.
final class ResultAssembler {
  private static final DateTimeFormatter RUN_ID =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private ResultAssembler() {}

  /// The name of a run that began at an instant; also the name of its default folder.
  static String runId(Instant startedAt) {
    return RUN_ID.format(startedAt);
  }

  /// The record of a comparison.
  ///
  /// @param candidates all backends that were asked for, the reference first
  /// @param iterations what was measured, in the order of execution
  static BenchmarkResults assemble(
      CompareOptions options,
      Environment environment,
      List<Candidate> candidates,
      List<Iteration> iterations,
      Instant startedAt,
      Instant finishedAt,
      List<String> warnings) {
    Design design = Design.seedProtocol(options.iterations());
    Run run =
        new Run(
            runId(startedAt),
            startedAt,
            finishedAt,
            status(options, candidates, iterations),
            options.seed(),
            options.arguments(),
            null,
            warnings);
    return new BenchmarkResults(
        BenchmarkResults.SCHEMA_VERSION,
        new Tool("spikebench", ProgramVersion.current(), environment.source().commit().value()),
        run,
        null,
        environment,
        parameters(options),
        design,
        MetricIds.definitions(),
        iterations,
        BackendSummaries.from(
            candidates.stream().map(Candidate::facts).toList(), iterations, design.confidence()));
  }

  private static RunStatus status(
      CompareOptions options, List<Candidate> candidates, List<Iteration> iterations) {
    long planned = options.iterations() * candidates.stream().filter(Candidate::measurable).count();
    if (iterations.isEmpty()) {
      return RunStatus.FAILED;
    }
    return iterations.size() < planned ? RunStatus.PARTIAL : RunStatus.COMPLETE;
  }

  private static WorkloadParameters parameters(CompareOptions options) {
    Workload workload = options.workload();
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
        options.streams().subscribers(),
        null,
        WorkloadDefinition.sha256(workload),
        WorkloadDefinition.of(workload));
  }
}
