package dev.spikebench.results.export;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.summary.Samples;
import java.util.List;

/// Makes exports. Pure: the same result gives the same bytes in every language and time zone.
public final class Exports {

  private Exports() {}

  /// The result in another layout.
  ///
  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  public static Export of(BenchmarkResults results, ExportFormat format) {
    return switch (format) {
      case JMH -> new JmhExport(results, new Samples(results)).export();
      case GITHUB_ACTION_BENCHMARK -> GithubActionExport.of(results);
      case BENCHER -> BencherExport.of(results);
      case CSV -> new CsvExport(results, new Samples(results)).export();
      case JUNIT -> JunitExport.of(results);
      case HLOG -> HistogramExport.log(results);
      case HGRM -> HistogramExport.distributions(results);
    };
  }

  /// A gate's session in another layout.
  ///
  /// @throws IllegalArgumentException where the layout is none of those that can hold a session
  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  public static Export of(GateResults results, ExportFormat format) {
    return switch (format) {
      case CSV -> new GateCsvExport(results).export();
      case JUNIT -> GateJunitExport.of(results);
      case JMH, GITHUB_ACTION_BENCHMARK, BENCHER, HLOG, HGRM ->
          throw new IllegalArgumentException(
              "a gate's session can be exported as %s or %s, not as %s"
                  .formatted(ExportFormat.CSV, ExportFormat.JUNIT, format));
    };
  }

  /// The same result with these backends alone, in their order in the file.
  ///
  /// @param ids at least one
  /// @throws IllegalArgumentException naming an id that the result does not have, with those it has
  public static BenchmarkResults only(BenchmarkResults results, List<String> ids) {
    List<String> known = results.backends().stream().map(BackendSummary::id).toList();
    for (String id : ids) {
      if (!known.contains(id)) {
        throw new IllegalArgumentException(
            "the result has no backend " + id + ", but " + String.join(", ", known));
      }
    }
    return new BenchmarkResults(
        results.schemaVersion(),
        results.tool(),
        results.run(),
        results.importedFrom(),
        results.environment(),
        results.workload(),
        results.design(),
        results.metrics(),
        results.iterations().stream().filter(it -> ids.contains(it.backendId())).toList(),
        results.backends().stream().filter(it -> ids.contains(it.id())).toList(),
        results.openRuns().stream().filter(it -> ids.contains(it.backendId())).toList(),
        results.microbenchmarks());
  }
}
