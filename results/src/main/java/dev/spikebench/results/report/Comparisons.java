package dev.spikebench.results.report;

import dev.spikebench.results.model.SummaryKey;
import java.util.Locale;
import java.util.Optional;

/// Comparisons in words.
final class Comparisons {

  /// From this factor on it is told beside the percentage, which then is hard to picture.
  private static final double TELLING_FACTOR = 2;

  private Comparisons() {}

  /// What can be said of two figures; nothing where one is missing or both are zero.
  static Optional<String> sentence(Comparison comparison) {
    Double from = comparison.reference().metric(comparison.key()).value();
    Double to = comparison.candidate().metric(comparison.key()).value();
    if (from == null || to == null) {
      return Optional.empty();
    }
    String figures =
        Figures.withUnit(comparison.key(), to)
            + " against "
            + Figures.withUnit(comparison.key(), from);
    return switch (comparison.outcome()) {
      case BETTER, WORSE -> Optional.of(difference(comparison, from, to, "is", figures) + ".");
      case NO_INTERVAL ->
          Optional.of(
              difference(comparison, from, to, "was measured", figures)
                  + "; without an interval nothing tells this from chance.");
      case CANNOT_TELL ->
          Optional.of(
              "Cannot tell whether %s differs between %s and %s: %s, and %s."
                  .formatted(
                      subject(comparison.key()),
                      comparison.candidate().name(),
                      comparison.reference().name(),
                      figures,
                      comparison.paired()
                          ? "the interval of their ratio, paired round by round, holds 1"
                          : "the intervals overlap"));
      case SAME, MISSING, NOT_TUNED -> Optional.empty();
    };
  }

  private static String difference(
      Comparison comparison, double from, double to, String verb, String figures) {
    String subject = capitalised(subject(comparison.key()));
    String head = subject + " of " + comparison.candidate().name() + " " + verb + " ";
    if (from == to) {
      return head + "the same as that of " + comparison.reference().name() + ": " + figures;
    }
    String amount = from == 0 ? "" : Figures.percent(Math.abs(to - from) / from) + " ";
    double factor = from == 0 || to == 0 ? 1 : Math.max(from / to, to / from);
    String times = factor < TELLING_FACTOR ? "" : ", a factor of " + Figures.significant(factor);
    return head
        + amount
        + (to > from ? "higher" : "lower")
        + " than that of "
        + comparison.reference().name()
        + ": "
        + figures
        + times;
  }

  private static String subject(SummaryKey key) {
    return switch (key) {
      case STARTUP_MS -> "startup time";
      case IDLE_RSS_BYTES -> "idle memory";
      case PEAK_RSS_BYTES -> "peak memory";
      case EVENTS_PER_SECOND -> "throughput";
      case LATENCY_P50_MS -> "median latency";
      case LATENCY_P95_MS -> "95th percentile latency";
      case LATENCY_P99_MS -> "99th percentile latency";
      case FAILED_REQUESTS -> "number of failed requests";
      case RUNTIME_SIZE_BYTES -> "runtime size";
      case INSTALLED_SIZE_BYTES -> "installed size";
      case CPU_NS_PER_EVENT -> "CPU time per event";
    };
  }

  private static String capitalised(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
