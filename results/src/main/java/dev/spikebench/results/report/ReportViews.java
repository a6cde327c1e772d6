package dev.spikebench.results.report;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.ImportedFrom;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.report.ReportView.Section;
import dev.spikebench.results.report.ReportView.Validity;
import dev.spikebench.results.summary.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Turns a result into the texts that a report prints.
final class ReportViews {

  private ReportViews() {}

  static ReportView of(BenchmarkResults results, Samples samples, String rawDataLink) {
    PairedRatios ratios = new PairedRatios(results, samples);
    List<Section> analysis = new Analysis(results, samples, ratios).sections();
    return new ReportView(
        title(results),
        results.tool().name() + " " + results.tool().version(),
        results.run().id(),
        startedAt(results),
        validity(results),
        Particulars.environment(results),
        Particulars.workload(results),
        ResultsTables.of(results, samples, ratios),
        ResultsTables.missing(results),
        legend(results),
        analysis,
        Caveats.of(results, samples),
        rawDataLink,
        Reproduction.lines(results));
  }

  private static String title(BenchmarkResults results) {
    String names =
        results.backends().stream().map(BackendSummary::name).collect(Collectors.joining(", "));
    return names.isEmpty() ? "Benchmark Results" : "Benchmark Results: " + names;
  }

  /// A source that names a day alone does not say when on that day.
  private static String startedAt(BenchmarkResults results) {
    ImportedFrom imported = results.importedFrom();
    return imported == null
        ? results.run().startedAt().toString()
        : imported.measuredOn().toString();
  }

  private static Validity validity(BenchmarkResults results) {
    ImportedFrom imported = results.importedFrom();
    if (imported != null) {
      return new Validity(
          "imported",
          "Imported",
          "These figures were not measured by this tool. Source: "
              + imported.source()
              + ", "
              + imported.measuredOn()
              + ".");
    }
    long validBackends = results.backends().stream().filter(BackendSummary::valid).count();
    long validIterations = results.iterations().stream().filter(it -> it.valid()).count();
    String counts =
        Figures.count(validIterations)
            + " of "
            + Figures.count(results.iterations().size())
            + " iterations and "
            + Figures.count(validBackends)
            + " of "
            + Figures.count(results.backends().size())
            + " backends are valid.";
    if (validBackends == 0) {
      return new Validity("invalid", "Invalid", "No figure may be used: " + counts);
    }
    boolean whole =
        validBackends == results.backends().size()
            && validIterations == results.iterations().size()
            && results.run().status() == RunStatus.COMPLETE;
    return whole
        ? new Validity("valid", "Valid", counts)
        : new Validity("warning", "Valid, with warnings", counts + " See the caveats.");
  }

  private static List<String> legend(BenchmarkResults results) {
    List<String> sentences = new ArrayList<>();
    if (results.importedFrom() == null) {
      sentences.add(
          "In parentheses: the "
              + Figures.confidence(results.design().confidence())
              + " confidence interval. A latency is the percentile of all requests of the valid"
              + " iterations together, failed requests are the median of all iterations, every"
              + " other figure is the median of the valid iterations; intervals are exact, from"
              + " order statistics.");
    }
    if (results.backends().size() > 1) {
      sentences.add(
          "A delta is the difference from "
              + results.backends().getFirst().name()
              + (results.importedFrom() == null
                  ? "; bold where it is better and the interval of the ratio, paired round by"
                      + " round, leaves out 1, \"cannot tell\" where it holds 1."
                  : "; bold where it is better."));
    }
    sentences.add("1 MB is 1,048,576 bytes.");
    return sentences;
  }
}
