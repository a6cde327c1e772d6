package dev.spikebench.cli.compare;

import dev.spikebench.cli.ProgramVersion;
import dev.spikebench.cli.RunId;
import dev.spikebench.cli.workload.WorkloadFacts;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Design;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.MetricIds;
import dev.spikebench.results.model.Run;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.model.Tool;
import dev.spikebench.results.summary.BackendSummaries;
import java.time.Instant;
import java.util.List;

/// Puts the parts of a comparison together into the one record that every report reads.
final class ResultAssembler {
  private ResultAssembler() {}

  /// The record of a comparison.
  ///
  /// @param rounds how often each backend was to be measured
  /// @param candidates all backends that were asked for, the reference first
  /// @param iterations what was measured, in the order of execution
  static BenchmarkResults assemble(
      CompareOptions options,
      int rounds,
      Environment environment,
      List<Candidate> candidates,
      List<Iteration> iterations,
      Instant startedAt,
      Instant finishedAt,
      List<String> warnings) {
    Design design = Design.seedProtocol(rounds);
    Run run =
        new Run(
            RunId.of(startedAt),
            startedAt,
            finishedAt,
            status(rounds, candidates, iterations),
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
        WorkloadFacts.of(options.workload(), options.streams().subscribers()),
        design,
        MetricIds.definitions(),
        iterations,
        BackendSummaries.from(
            candidates.stream().map(Candidate::facts).toList(), iterations, design.confidence()));
  }

  private static RunStatus status(
      int rounds, List<Candidate> candidates, List<Iteration> iterations) {
    long planned = rounds * candidates.stream().filter(Candidate::measurable).count();
    if (iterations.isEmpty()) {
      return RunStatus.FAILED;
    }
    return iterations.size() < planned ? RunStatus.PARTIAL : RunStatus.COMPLETE;
  }
}
