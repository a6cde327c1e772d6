package dev.spikebench.results.report;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.MetricIds;
import dev.spikebench.results.stats.OrderStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the backends took besides time and memory, in sentences: the medians of the valid
/// iterations. They explain the figures of the table and are no figures of it.
final class Resources {
  private final BenchmarkResults results;
  private final BackendSummary backend;

  private Resources(BenchmarkResults results, BackendSummary backend) {
    this.results = results;
    this.backend = backend;
  }

  /// One sentence for each backend of which something is known.
  ///
  /// @param backends those whose figures count
  static List<String> sentences(BenchmarkResults results, List<BackendSummary> backends) {
    return backends.stream()
        .map(backend -> new Resources(results, backend).sentence())
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> sentence() {
    List<String> parts = new ArrayList<>();
    part(parts, "%s threads", MetricIds.THREADS);
    part(parts, "%s open files and sockets", MetricIds.OPEN_FILES);
    part(parts, "%s context switches an event", MetricIds.CONTEXT_SWITCHES_PER_EVENT);
    part(parts, "%s bytes written to storage an event", MetricIds.BYTES_WRITTEN_PER_EVENT);
    part(parts, "%s bytes of database an event", MetricIds.DATABASE_BYTES_PER_EVENT);
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of("Under load " + backend.name() + " took " + String.join(", ", parts) + ".");
  }

  private void part(List<String> parts, String form, String metricId) {
    Double median = median(metricId);
    if (median != null) {
      parts.add(form.formatted(Figures.significant(median)));
    }
  }

  private @Nullable Double median(String metricId) {
    double[] values =
        results.iterationsOf(backend.id()).stream()
            .filter(Iteration::valid)
            .map(iteration -> iteration.value(metricId))
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .toArray();
    return values.length == 0
        ? null
        : (Double) OrderStatistics.median(values, results.design().confidence()).value();
  }
}
