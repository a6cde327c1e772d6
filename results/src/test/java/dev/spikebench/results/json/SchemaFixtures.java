package dev.spikebench.results.json;

import dev.spikebench.results.Scenarios;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.ImportedFrom;
import dev.spikebench.results.model.Interference;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.Microbenchmark;
import dev.spikebench.results.model.OpenRun;
import dev.spikebench.results.model.RawRates;
import dev.spikebench.results.model.Run;
import dev.spikebench.results.model.SourceState;
import dev.spikebench.results.model.StreamCounts;
import dev.spikebench.results.model.WorkloadParameters;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Results that together give every field of the layout a value.
final class SchemaFixtures {

  private SchemaFixtures() {}

  static List<BenchmarkResults> all() {
    List<BenchmarkResults> all = new ArrayList<>(Scenarios.all().values());
    all.add(withRareFields(Scenarios.oneIteration()));
    return all;
  }

  private static BenchmarkResults withRareFields(BenchmarkResults base) {
    Run run = base.run();
    BenchmarkResults rare =
        new BenchmarkResults(
            base.schemaVersion(),
            base.tool(),
            new Run(
                run.id(),
                run.startedAt(),
                run.finishedAt(),
                run.status(),
                run.seed(),
                run.arguments(),
                "a label",
                run.warnings()),
            new ImportedFrom(
                "elsewhere", "cd".repeat(32), LocalDate.of(2026, 1, 2), true, List.of("A note.")),
            base.environment(),
            new WorkloadParameters(
                "single",
                20_000,
                40,
                1,
                500,
                100,
                true,
                "sequential",
                "closed",
                3,
                1_800L,
                "ab".repeat(32),
                Map.of("id", "single", "load", Map.of("mode", "closed", "events", 20_000))),
            base.design(),
            base.metrics(),
            base.iterations().stream()
                .map(
                    it ->
                        it.withStream(stream(it))
                            .withDatabase(Scenarios.database("3.50.4", "FULL"))
                            .withInterference(new Interference(0.25, 0.5, 17.0, 3, null)))
                .toList(),
            base.backends().stream().map(SchemaFixtures::withRates).toList());
    return rare.withOpenRuns(List.of(openRun(rare.iterations().getFirst())))
        .withMicrobenchmarks(
            List.of(
                new Microbenchmark(
                    "InsertBenchmark.store",
                    Map.of("strategy", "GROUP"),
                    12,
                    1.5,
                    "us/op",
                    900.0,
                    3)));
  }

  private static OpenRun openRun(Iteration like) {
    return new OpenRun(
        1,
        like.backendId(),
        0.95,
        950.5,
        900,
        10_000_000_000L,
        false,
        List.of("500 requests were never sent"),
        9_000,
        500,
        1,
        8_999,
        8_999L,
        like.latencyHistogram(),
        like.latencyHistogram());
  }

  private static BackendSummary withRates(BackendSummary base) {
    return new BackendSummary(
        base.id(),
        base.name(),
        base.language(),
        base.framework(),
        base.available(),
        base.unavailableReason(),
        base.valid(),
        base.invalidReasons(),
        base.iterations(),
        base.validIterations(),
        base.parity(),
        base.metrics(),
        base.durability(),
        base.artifactSha256(),
        base.runtimeSizeNote(),
        new RawRates(Measurement.of(90_000), Measurement.of(60_000), 0.75, Measurement.of(120_000)),
        new SourceState(Fact.of("89abcdef0123456789abcdef0123456789abcdef"), false),
        List.of("${directory}/dist/bin/server"));
  }

  private static StreamCounts stream(Iteration iteration) {
    return new StreamCounts(3, 60_000, 59_999, 1, 2, 4, 5, 6, true, iteration.latencyHistogram());
  }
}
