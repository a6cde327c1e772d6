package dev.spikebench.results.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What JMH measured of one step of the Java server by itself.
///
/// @param benchmark class and method
/// @param parameters by name
/// @param score mean of the counted iterations
/// @param scoreError half of its 99.9 % confidence interval, as JMH computes it; null where there
///   are too few iterations
/// @param unit of both, for instance `us/op`
/// @param allocatedBytesPerOperation null where it was not measured
/// @param iterations counted iterations of all forks
public record Microbenchmark(
    String benchmark,
    Map<String, String> parameters,
    double score,
    @Nullable Double scoreError,
    String unit,
    @Nullable Double allocatedBytesPerOperation,
    int iterations) {

  /// @throws IllegalArgumentException when a part is missing or out of range
  public Microbenchmark {
    Checks.text("microbenchmarks.benchmark", benchmark);
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    Checks.finite("microbenchmarks.score", score);
    Checks.text("microbenchmarks.unit", unit);
    Checks.atLeast("microbenchmarks.iterations", 1, iterations);
  }
}
