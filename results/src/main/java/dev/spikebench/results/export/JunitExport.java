package dev.spikebench.results.export;

import dev.spikebench.results.ResultsException;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.ParityCount;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.model.SummaryMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// JUnit's XML: a suite for each backend, with a case for parity, for each iteration and for each
/// figure. What does not count fails with its reasons; what could not be had is skipped with its
/// reason, since nothing was found wrong.
final class JunitExport {

  private static final double NANOSECONDS_PER_SECOND = 1e9;

  private JunitExport() {}

  static Export of(BenchmarkResults results) {
    List<JunitXml.Suite> suites =
        results.backends().stream().map(it -> suite(results, it)).toList();
    try {
      return Export.of(JunitXml.text("spikebench", suites), List.of());
    } catch (javax.xml.stream.XMLStreamException e) {
      throw new ResultsException("cannot write the XML of run " + results.run().id(), e);
    }
  }

  private static JunitXml.Suite suite(BenchmarkResults results, BackendSummary backend) {
    List<JunitXml.Case> cases = new ArrayList<>();
    cases.add(parity(backend));
    for (Iteration iteration : results.iterationsOf(backend.id())) {
      cases.add(
          new JunitXml.Case(
              "iteration " + iteration.sequence(),
              iteration.elapsedNs() / NANOSECONDS_PER_SECOND,
              iteration.valid() ? null : String.join("; ", iteration.invalidReasons()),
              null,
              null));
    }
    for (SummaryKey key : SummaryKey.values()) {
      cases.add(figure(backend, key));
    }
    return new JunitXml.Suite(
        results.workload().id() + "." + backend.id(), results.run().startedAt(), cases);
  }

  private static JunitXml.Case parity(BackendSummary backend) {
    ParityCount parity = backend.parity();
    String skipped = backend.unavailableReason();
    if (skipped == null && parity.total() == 0) {
      skipped = "the parity suite was not run against it";
    }
    String failure =
        skipped != null || parity.allPassed()
            ? null
            : "%s of %s parity cases passed".formatted(parity.passed(), parity.total());
    return new JunitXml.Case("parity", 0, failure, skipped, null);
  }

  private static JunitXml.Case figure(BackendSummary backend, SummaryKey key) {
    SummaryMetric metric = backend.metric(key);
    Double value = metric.value();
    return new JunitXml.Case(
        key.key(),
        0,
        null,
        value == null ? String.valueOf(metric.reason()) : null,
        value == null ? null : words(key, value, metric.low(), metric.high()));
  }

  private static String words(
      SummaryKey key, double value, @Nullable Double low, @Nullable Double high) {
    String text = String.format(Locale.ROOT, "%.6g %s", value, FigureSource.unit(key));
    return low == null || high == null
        ? text
        : text + String.format(Locale.ROOT, ", interval %.6g to %.6g", low, high);
  }
}
