package dev.spikebench.results.report;

import static dev.spikebench.results.model.SummaryKey.CPU_NS_PER_EVENT;
import static dev.spikebench.results.model.SummaryKey.EVENTS_PER_SECOND;
import static dev.spikebench.results.model.SummaryKey.IDLE_RSS_BYTES;
import static dev.spikebench.results.model.SummaryKey.LATENCY_P50_MS;
import static dev.spikebench.results.model.SummaryKey.LATENCY_P95_MS;
import static dev.spikebench.results.model.SummaryKey.LATENCY_P99_MS;
import static dev.spikebench.results.model.SummaryKey.PEAK_RSS_BYTES;
import static dev.spikebench.results.model.SummaryKey.RUNTIME_SIZE_BYTES;
import static dev.spikebench.results.model.SummaryKey.STARTUP_MS;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.model.SummaryMetric;
import dev.spikebench.results.report.ReportView.Section;
import dev.spikebench.results.stats.OrderStatistics;
import dev.spikebench.results.summary.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What the figures say, in plain sentences. A sentence is printed only where the data bears it
/// out; where two figures are not told apart it says that nothing can be told.
final class Analysis {

  private final BenchmarkResults results;
  private final Samples samples;
  private final PairedRatios ratios;
  private final List<BackendSummary> valid;

  Analysis(BenchmarkResults results, Samples samples, PairedRatios ratios) {
    this.results = results;
    this.samples = samples;
    this.ratios = ratios;
    this.valid = results.backends().stream().filter(BackendSummary::valid).toList();
  }

  /// All sections that have something to say.
  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    sections.add(section("Throughput", this::throughput, EVENTS_PER_SECOND));
    sections.add(section("Latency", this::latency, LATENCY_P50_MS, LATENCY_P95_MS, LATENCY_P99_MS));
    sections.add(section("Memory", this::memory, IDLE_RSS_BYTES, PEAK_RSS_BYTES));
    sections.add(section("CPU", this::cpu, CPU_NS_PER_EVENT));
    sections.add(new Section("An event's time in the Java server", EventTime.sentences(results)));
    sections.add(new Section("Resources", Resources.sentences(results, valid)));
    sections.add(section("Startup", this::startup, STARTUP_MS));
    sections.add(section("Runtime size", this::size, RUNTIME_SIZE_BYTES));
    sections.add(new Section("Open loop", OpenLoop.sentences(results)));
    sections.add(new Section("Event stream", StreamDelivery.sentences(results)));
    sections.add(new Section("Correctness", Correctness.sentences(results)));
    return sections.stream().filter(it -> !it.sentences().isEmpty()).toList();
  }

  /// Says something of one backend by itself; nothing where the figures are missing.
  private interface Statement {
    Optional<String> of(BackendSummary backend);
  }

  private Section section(String title, Statement statement, SummaryKey... keys) {
    List<String> sentences = new ArrayList<>();
    valid.forEach(it -> statement.of(it).ifPresent(sentences::add));
    BackendSummary reference = results.backends().isEmpty() ? null : results.backends().getFirst();
    for (SummaryKey key : keys) {
      for (BackendSummary candidate : valid) {
        if (reference != null && !candidate.id().equals(reference.id())) {
          Comparisons.sentence(Comparison.of(key, reference, candidate, samples, ratios))
              .ifPresent(sentences::add);
        }
      }
    }
    return new Section(title, sentences);
  }

  private Optional<String> throughput(BackendSummary backend) {
    Double value = backend.metric(EVENTS_PER_SECOND).value();
    if (value == null) {
      return Optional.empty();
    }
    String text =
        backend.name() + " acknowledged " + figure(backend, EVENTS_PER_SECOND) + spread(backend);
    return Optional.of(text + ".");
  }

  /// Only what was repeated can vary.
  private String spread(BackendSummary backend) {
    double[] values = samples.of(backend.id(), EVENTS_PER_SECOND);
    if (values.length < 2) {
      return "";
    }
    Arrays.sort(values);
    return "; its %s iterations ranged from %s to %s, a spread of %s of the median"
        .formatted(
            Figures.count(values.length),
            Figures.plain(EVENTS_PER_SECOND, values[0]),
            Figures.plain(EVENTS_PER_SECOND, values[values.length - 1]),
            Figures.percent(OrderStatistics.relativeSpread(values)));
  }

  private Optional<String> latency(BackendSummary backend) {
    Double half = backend.metric(LATENCY_P50_MS).value();
    Double most = backend.metric(LATENCY_P95_MS).value();
    if (half == null || most == null) {
      return Optional.empty();
    }
    SummaryMetric tail = backend.metric(LATENCY_P99_MS);
    Double tailValue = tail.value();
    String text =
        "Of the requests to %s half were answered within %s and 95%% within %s"
            .formatted(
                backend.name(),
                Figures.withUnit(LATENCY_P50_MS, half),
                Figures.withUnit(LATENCY_P95_MS, most));
    return Optional.of(
        tailValue == null
            ? text + ". No 99th percentile is given: " + tail.reason() + "."
            : text + ", 99% within " + Figures.withUnit(LATENCY_P99_MS, tailValue) + ".");
  }

  private Optional<String> memory(BackendSummary backend) {
    Double idle = backend.metric(IDLE_RSS_BYTES).value();
    Double peak = backend.metric(PEAK_RSS_BYTES).value();
    if (idle == null || peak == null || idle == 0) {
      return Optional.empty();
    }
    return Optional.of(
        "%s held %s once healthy and %s at its peak, %s times as much."
            .formatted(
                backend.name(),
                Figures.withUnit(IDLE_RSS_BYTES, idle),
                Figures.withUnit(PEAK_RSS_BYTES, peak),
                Figures.significant(peak / idle)));
  }

  private Optional<String> cpu(BackendSummary backend) {
    return backend.metric(CPU_NS_PER_EVENT).value() == null
        ? Optional.empty()
        : Optional.of(
            backend.name()
                + " used "
                + figure(backend, CPU_NS_PER_EVENT)
                + " of CPU time for each acknowledged event.");
  }

  private Optional<String> startup(BackendSummary backend) {
    return backend.metric(STARTUP_MS).value() == null
        ? Optional.empty()
        : Optional.of(
            backend.name() + " was healthy " + figure(backend, STARTUP_MS) + " after its start.");
  }

  private Optional<String> size(BackendSummary backend) {
    Double value = backend.metric(RUNTIME_SIZE_BYTES).value();
    return value == null
        ? Optional.empty()
        : Optional.of(
            backend.name()
                + " weighs "
                + Figures.withUnit(RUNTIME_SIZE_BYTES, value)
                + " on disk.");
  }

  /// A figure with its interval, where it has one.
  private String figure(BackendSummary backend, SummaryKey key) {
    SummaryMetric metric = backend.metric(key);
    Double value = metric.value();
    Double low = metric.low();
    Double high = metric.high();
    if (value == null) {
      return ResultsTables.NONE;
    }
    String text = Figures.withUnit(key, value);
    return low == null || high == null
        ? text
        : "%s (%s confidence interval %s to %s, n = %s)"
            .formatted(
                text,
                Figures.confidence(results.design().confidence()),
                Figures.plain(key, low),
                Figures.plain(key, high),
                Figures.count(metric.n()));
  }
}
