package dev.spikebench.results.report;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Interference;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.report.chart.TimelineChart;
import dev.spikebench.results.stats.Estimate;
import dev.spikebench.results.summary.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The run as it went, iteration by iteration, by throughput.
final class Timeline {

  private static final double MILLISECONDS_PER_SECOND = 1_000;
  private static final double NANOSECONDS_PER_SECOND = 1e9;

  private final BenchmarkResults results;
  private final Samples samples;

  private Timeline(BenchmarkResults results, Samples samples) {
    this.results = results;
    this.samples = samples;
  }

  /// One chart; none where there is no iteration.
  static List<TimelineChart> of(BenchmarkResults results, Samples samples) {
    return results.iterations().isEmpty()
        ? List.of()
        : List.of(new Timeline(results, samples).chart());
  }

  private TimelineChart chart() {
    List<TimelineChart.Item> items = results.iterations().stream().map(this::item).toList();
    long invalid = results.iterations().stream().filter(it -> !it.valid()).count();
    double lowest = extreme(items, true);
    double highest = extreme(items, false);
    String words =
        "%s iterations in the order of time, of which %s do not count. "
            .formatted(Figures.count(items.size()), Figures.count(invalid));
    if (highest > 0) {
      words +=
          "The throughput of those that count lay between %s and %s of the median of their backend."
              .formatted(Figures.percent(lowest), Figures.percent(highest));
    }
    words += pressureWords(items);
    return TimelineChart.of(
        "timeline",
        "The run as it went: throughput of each iteration beside its backend's median",
        words.strip(),
        results.backends().stream().map(BackendSummary::name).toList(),
        items);
  }

  private static String pressureWords(List<TimelineChart.Item> items) {
    double[] known =
        items.stream()
            .map(TimelineChart.Item::pressure)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    return known.length == 0
        ? ""
        : " CPU pressure lay between %s and %s."
            .formatted(Figures.percent(known[0]), Figures.percent(known[known.length - 1]));
  }

  private static double extreme(List<TimelineChart.Item> items, boolean lowest) {
    double extreme = lowest ? Double.MAX_VALUE : 0;
    for (TimelineChart.Item item : items) {
      Double level = item.level();
      if (level != null) {
        extreme = lowest ? Math.min(extreme, level) : Math.max(extreme, level);
      }
    }
    return extreme;
  }

  private TimelineChart.Item item(Iteration iteration) {
    BackendSummary backend =
        results.backends().stream()
            .filter(it -> it.id().equals(iteration.backendId()))
            .findFirst()
            .orElseThrow();
    Double value = samples.row(iteration).get(SummaryKey.EVENTS_PER_SECOND);
    Estimate median = samples.median(backend.id(), SummaryKey.EVENTS_PER_SECOND);
    Double level = value == null || median == null ? null : level(value, median.value());
    String text = "No. " + iteration.sequence() + ", " + backend.name();
    return new TimelineChart.Item(
        results.backends().indexOf(backend) + 1,
        Duration.between(results.run().startedAt(), iteration.startedAt()).toMillis()
            / MILLISECONDS_PER_SECOND,
        iteration.elapsedNs() / NANOSECONDS_PER_SECOND,
        level,
        pressure(iteration),
        value == null
            ? text + ": does not count"
            : text + ": " + Figures.withUnit(SummaryKey.EVENTS_PER_SECOND, value));
  }

  private static @Nullable Double pressure(Iteration iteration) {
    Interference interference = iteration.interference();
    return interference == null ? null : interference.cpuPressure();
  }

  private static @Nullable Double level(double value, double median) {
    return median > 0 ? (Double) (value / median) : null;
  }
}
