package dev.spikebench.results.report;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.report.chart.RatioChart;
import dev.spikebench.results.stats.LogRatio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Forest plots: each backend against the first, figure by figure. A backend that runs the very
/// artifact of the first is a control: what it shows is the noise of this run, so it comes first.
final class Forest {

  private final BenchmarkResults results;
  private final PairedRatios ratios;

  private Forest(BenchmarkResults results, PairedRatios ratios) {
    this.results = results;
    this.ratios = ratios;
  }

  /// One chart for each backend but the first; none where nothing is paired.
  static List<RatioChart> of(BenchmarkResults results, PairedRatios ratios) {
    return new Forest(results, ratios).charts();
  }

  /// Whether a backend runs the same artifact as the first one.
  static boolean isControl(BenchmarkResults results, BackendSummary backend) {
    BackendSummary reference = results.backends().getFirst();
    String hash = reference.artifactSha256().value();
    return hash != null
        && !backend.id().equals(reference.id())
        && hash.equals(backend.artifactSha256().value());
  }

  private List<RatioChart> charts() {
    List<RatioChart> charts = new ArrayList<>();
    List<BackendSummary> candidates = results.backends().stream().skip(1).toList();
    candidates.stream().filter(it -> isControl(results, it)).forEach(it -> add(charts, it));
    candidates.stream().filter(it -> !isControl(results, it)).forEach(it -> add(charts, it));
    return charts;
  }

  private void add(List<RatioChart> charts, BackendSummary candidate) {
    BackendSummary reference = results.backends().getFirst();
    List<RatioChart.Series> series = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (SummaryKey key : ratios.keys()) {
      Optional<LogRatio> worse = ratios.worse(key, candidate.id(), reference.id());
      worse.ifPresent(
          it -> {
            series.add(
                new RatioChart.Series(
                    ResultsTables.label(key),
                    RatioWords.of(it),
                    it.ratio(),
                    orNull(it.low()),
                    orNull(it.high()),
                    it.differs()));
            words.add(ResultsTables.label(key) + " " + RatioWords.of(it) + ".");
          });
    }
    if (!series.isEmpty()) {
      charts.add(
          RatioChart.of(
              "forest-" + (charts.size() + 1),
              title(candidate, reference),
              String.join(" ", words),
              number(candidate),
              series));
    }
  }

  private String title(BackendSummary candidate, BackendSummary reference) {
    String title = candidate.name() + " against " + reference.name();
    if (isControl(results, candidate)) {
      return title + " (control: the same artifact)";
    }
    return candidate.notTuned() || reference.notTuned()
        ? title + " (not tuned: ranks nothing)"
        : title;
  }

  private int number(BackendSummary backend) {
    return results.backends().indexOf(backend) + 1;
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }
}
