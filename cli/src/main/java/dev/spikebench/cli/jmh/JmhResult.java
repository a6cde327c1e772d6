package dev.spikebench.cli.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spikebench.results.model.Microbenchmark;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One benchmark's result, for the summary.
///
/// @param benchmark class and method
/// @param parameters by name, in their order
/// @param score mean of the counted iterations
/// @param scoreError half of its 99.9 % confidence interval, as JMH computes it; null where one
///   iteration is too few for it
/// @param unit of both
/// @param allocatedBytesPerOperation what an operation allocates on all threads; null where unknown
/// @param iterations counted iterations of all forks
record JmhResult(
    String benchmark,
    SequencedMap<String, String> parameters,
    double score,
    @Nullable Double scoreError,
    String unit,
    @Nullable Double allocatedBytesPerOperation,
    int iterations) {

  private static final String ALLOCATION = "gc.alloc.rate.norm";

  /// Reads one element of JMH's own JSON.
  static JmhResult of(JsonNode result) {
    SequencedMap<String, String> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> parameter : result.path("params").properties()) {
      parameters.put(parameter.getKey(), parameter.getValue().asText());
    }
    JsonNode metric = result.path("primaryMetric");
    int iterations = 0;
    for (JsonNode fork : metric.path("rawData")) {
      iterations += fork.size();
    }
    return new JmhResult(
        JmhRun.shortName(result.path("benchmark").asText()),
        parameters,
        metric.path("score").asDouble(),
        finite(metric.path("scoreError")),
        metric.path("scoreUnit").asText(),
        finite(result.path("secondaryMetrics").path(ALLOCATION).path("score")),
        iterations);
  }

  /// The same for a result file.
  Microbenchmark toModel() {
    return new Microbenchmark(
        benchmark,
        parameters,
        score,
        scoreError,
        unit,
        allocatedBytesPerOperation,
        Math.max(1, iterations));
  }

  /// JMH writes "NaN" where it has no figure.
  private static @Nullable Double finite(JsonNode number) {
    return number.isNumber() ? (Double) number.doubleValue() : null;
  }
}
