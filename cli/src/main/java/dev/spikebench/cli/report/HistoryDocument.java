package dev.spikebench.cli.report;

import dev.spikebench.results.history.History;
import dev.spikebench.results.history.HistoryEntry;
import dev.spikebench.results.history.HistorySeries;
import dev.spikebench.results.history.HistoryStep;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.SummaryMetric;
import dev.spikebench.results.stats.LogRatio;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// A history as the one document that scripts read.
public final class HistoryDocument {

  private HistoryDocument() {}

  /// The document.
  ///
  /// @param leftOut files that were not used, one sentence each
  public static Map<String, Object> of(History history, List<String> leftOut) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("confidence", history.confidence());
    document.put("tolerance", History.TOLERANCE);
    document.put("results", history.entries().stream().map(HistoryDocument::result).toList());
    document.put("series", history.series().stream().map(it -> series(history, it)).toList());
    document.put("leftOut", leftOut);
    return document;
  }

  private static Map<String, Object> result(HistoryEntry entry) {
    BenchmarkResults results = entry.results();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("file", entry.file());
    document.put("runId", results.run().id());
    document.put("startedAt", results.run().startedAt().toString());
    document.put("commit", results.environment().source().commit().value());
    document.put("dirty", results.environment().source().dirty());
    document.put("fingerprint", results.environment().fingerprint().sha256());
    document.put("workload", results.workload().id());
    document.put("protocol", results.design().protocol());
    document.put("iterations", results.iterations().size());
    document.put("backends", results.backends().stream().map(BackendSummary::id).toList());
    return document;
  }

  private static Map<String, Object> series(History history, HistorySeries series) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("backend", series.backendId());
    document.put("metric", series.key().key());
    document.put("direction", series.key().direction().text());
    List<Map<String, Object>> points = new ArrayList<>();
    for (int index = 0; index < series.points().size(); index++) {
      SummaryMetric metric = series.points().get(index);
      if (metric != null) {
        points.add(point(history.entries().get(index).file(), metric));
      }
    }
    document.put("points", points);
    document.put("steps", series.steps().stream().map(HistoryDocument::step).toList());
    return document;
  }

  private static Map<String, Object> point(String file, SummaryMetric metric) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("file", file);
    document.put("value", metric.value());
    document.put("low", metric.low());
    document.put("high", metric.high());
    document.put("n", metric.n());
    document.put("reason", metric.reason());
    return document;
  }

  private static Map<String, Object> step(HistoryStep step) {
    LogRatio worse = step.worse();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("from", step.from());
    document.put("to", step.to());
    document.put("outcome", step.kind().text().replace(' ', '-'));
    document.put("worseRatio", worse == null ? null : (Double) worse.ratio());
    document.put("low", worse == null ? null : orNull(worse.low()));
    document.put("high", worse == null ? null : orNull(worse.high()));
    document.put("sameArtifact", step.sameArtifact());
    document.put("obstacles", step.obstacles());
    return document;
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }
}
