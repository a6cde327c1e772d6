package dev.spikebench.results.report;

import dev.spikebench.results.hdr.HistogramCodec;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.OpenRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// What the run shows of each backend in an open loop, where somebody asked.
final class OpenLoop {
  private static final double NS_PER_MS = 1e6;
  private static final double NS_PER_SECOND = 1e9;

  private OpenLoop() {}

  static List<String> sentences(BenchmarkResults results) {
    List<String> sentences = new ArrayList<>();
    for (BackendSummary backend : results.backends()) {
      for (OpenRun run : results.openRuns()) {
        if (run.backendId().equals(backend.id())) {
          sentences.add(sentence(backend, run));
        }
      }
    }
    if (!sentences.isEmpty()) {
      sentences.add(
          "Each is one run of a fresh process; latencies count from the moment a request was meant"
              + " to be sent, so a stalled backend cannot hide what waited.");
    }
    return sentences;
  }

  private static String sentence(BackendSummary backend, OpenRun run) {
    String load =
        "%s at %s of its own rate, %s requests a second for %s s"
            .formatted(
                backend.name(),
                Figures.percent(run.share()),
                Figures.count(Math.round(run.plannedPerSecond())),
                Figures.significant(run.durationNs() / NS_PER_SECOND));
    if (!run.valid()) {
      return load + ": does not count, because " + String.join("; ", run.invalidReasons()) + ".";
    }
    String text = run.latencyFromPlanHistogram();
    if (text == null) {
      return load + ": no request ended well.";
    }
    Histogram latency = HistogramCodec.decode("openRuns[" + (run.sequence() - 1) + "]", text);
    return String.format(
        Locale.ROOT,
        "%s: p50 %sms, p95 %sms, p99 %sms, longest %sms.",
        load,
        milliseconds(latency, 50),
        milliseconds(latency, 95),
        milliseconds(latency, 99),
        Figures.significant(latency.getMaxValue() / NS_PER_MS));
  }

  private static String milliseconds(Histogram latency, double percentile) {
    return Figures.significant(latency.getValueAtPercentile(percentile) / NS_PER_MS);
  }
}
