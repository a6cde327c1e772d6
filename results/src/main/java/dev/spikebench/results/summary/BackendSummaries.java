package dev.spikebench.results.summary;

import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.Measurement;
import dev.spikebench.results.model.ParityCount;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.model.SummaryMetric;
import dev.spikebench.results.stats.Estimate;
import dev.spikebench.results.stats.OrderStatistics;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// What the iterations of each backend add up to. Pure: the same iterations give the same summary.
///
/// A latency is the percentile of all requests of the valid iterations together, with its
/// order-statistic interval. Failed requests are counted over all iterations, since failures are
/// what makes an iteration invalid. Every other figure is the median of the valid iterations with
/// its exact interval.
public final class BackendSummaries {

  private BackendSummaries() {}

  /// One summary for each backend, in the order given.
  ///
  /// @param backends the backends, the reference first
  /// @param iterations the iterations of all of them
  /// @param confidence confidence of the intervals, between 0.5 and 1
  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  public static List<BackendSummary> from(
      List<BackendFacts> backends, List<Iteration> iterations, double confidence) {
    return backends.stream()
        .map(
            facts ->
                summary(
                    facts,
                    iterations.stream().filter(it -> it.backendId().equals(facts.id())).toList(),
                    confidence))
        .toList();
  }

  private static BackendSummary summary(
      BackendFacts facts, List<Iteration> iterations, double confidence) {
    List<Iteration> valid = iterations.stream().filter(Iteration::valid).toList();
    List<String> invalidReasons = invalidReasons(facts, iterations, valid);
    return new BackendSummary(
        facts.id(),
        facts.name(),
        facts.language(),
        facts.framework(),
        facts.unavailableReason() == null,
        facts.unavailableReason(),
        invalidReasons.isEmpty(),
        invalidReasons,
        iterations.size(),
        valid.size(),
        facts.parity(),
        metrics(facts, iterations, valid, confidence),
        facts.durability(),
        facts.artifactSha256(),
        facts.runtimeSizeNote(),
        facts.rawRates(),
        facts.source(),
        facts.command());
  }

  private static List<String> invalidReasons(
      BackendFacts facts, List<Iteration> iterations, List<Iteration> valid) {
    if (facts.unavailableReason() != null) {
      return List.of(ended("It could not be measured: " + facts.unavailableReason()));
    }
    List<String> reasons = new ArrayList<>();
    ParityCount parity = facts.parity();
    if (parity.total() == 0) {
      reasons.add("The parity suite was not run against it.");
    } else if (!parity.allPassed()) {
      reasons.add("It passed " + parity.passed() + " of " + parity.total() + " parity cases.");
    }
    if (iterations.isEmpty()) {
      reasons.add("It has no iteration.");
    } else if (valid.isEmpty()) {
      Set<String> causes = new LinkedHashSet<>();
      iterations.forEach(it -> causes.addAll(it.invalidReasons()));
      reasons.add(ended("None of its iterations is valid: " + String.join("; ", causes)));
    }
    return reasons;
  }

  private static String ended(String sentence) {
    return sentence.endsWith(".") ? sentence : sentence + ".";
  }

  private static Map<String, SummaryMetric> metrics(
      BackendFacts facts, List<Iteration> all, List<Iteration> valid, double confidence) {
    Histogram pool = LatencyPools.ofValid(valid);
    Map<String, SummaryMetric> metrics = new TreeMap<>();
    for (SummaryKey key : SummaryKey.values()) {
      String metricId = key.metricId();
      Double quantile = key.quantile();
      SummaryMetric metric;
      if (facts.unavailableReason() != null) {
        metric = SummaryMetric.unavailable(0, facts.unavailableReason());
      } else if (quantile != null) {
        metric = latency(key, quantile, pool, confidence);
      } else if (metricId != null) {
        metric = median(key, metricId, valid, confidence);
      } else {
        double[] counts = all.stream().mapToDouble(it -> it.counts().requestsFailed()).toArray();
        metric = median(key, counts, "no iteration was run", confidence);
      }
      metrics.put(key.key(), metric);
    }
    return metrics;
  }

  private static SummaryMetric latency(
      SummaryKey key, double quantile, Histogram pool, double confidence) {
    long n = pool.getTotalCount();
    if (n == 0) {
      return SummaryMetric.unavailable(0, "no valid iteration has a successful request");
    }
    if (n < key.minimumSamples()) {
      return SummaryMetric.unavailable(
          n,
          String.format(
              Locale.ROOT,
              "needs %,d requests, but the valid iterations together have %,d",
              key.minimumSamples(),
              n));
    }
    return scaled(
        key, OrderStatistics.quantile(pool, quantile, confidence), "requests", confidence);
  }

  private static SummaryMetric median(
      SummaryKey key, String metricId, List<Iteration> valid, double confidence) {
    List<Double> samples = new ArrayList<>();
    String reason = "no valid iteration";
    for (Iteration iteration : valid) {
      Measurement measurement = iteration.values().get(metricId);
      Double value = measurement == null ? null : measurement.value();
      if (value != null) {
        samples.add(value);
      } else {
        reason = reasonOf(measurement);
      }
    }
    double[] values = samples.stream().mapToDouble(Double::doubleValue).toArray();
    return median(key, values, reason, confidence);
  }

  private static String reasonOf(@Nullable Measurement measurement) {
    String reason = measurement == null ? null : measurement.reason();
    return reason == null ? "not measured" : reason;
  }

  private static SummaryMetric median(
      SummaryKey key, double[] values, String reasonWithout, double confidence) {
    return values.length == 0
        ? SummaryMetric.unavailable(0, reasonWithout)
        : scaled(key, OrderStatistics.median(values, confidence), "iterations", confidence);
  }

  private static SummaryMetric scaled(
      SummaryKey key, Estimate estimate, String samples, double confidence) {
    double value = estimate.value() / key.baseUnits();
    Double low = estimate.low();
    Double high = estimate.high();
    if (low == null || high == null) {
      return SummaryMetric.withoutInterval(
          value,
          estimate.n(),
          String.format(
              Locale.ROOT,
              "too few %s (%,d) for an interval of %s %% confidence",
              samples,
              estimate.n(),
              percent(confidence)));
    }
    return SummaryMetric.of(value, low / key.baseUnits(), high / key.baseUnits(), estimate.n());
  }

  private static String percent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
  }
}
