package dev.spikebench.results.report;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.OpenRun;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.stats.Confidence;
import dev.spikebench.results.stats.precision.Precision;
import java.util.ArrayList;
import java.util.List;

/// What a run cannot tell, each sentence only where it is true of it.
final class Limits {

  private static final List<SummaryKey> TELLING =
      List.of(
          SummaryKey.EVENTS_PER_SECOND,
          SummaryKey.LATENCY_P50_MS,
          SummaryKey.LATENCY_P99_MS,
          SummaryKey.CPU_NS_PER_EVENT,
          SummaryKey.PEAK_RSS_BYTES);

  private final BenchmarkResults results;
  private final PairedRatios ratios;
  private final List<String> sentences = new ArrayList<>();

  private Limits(BenchmarkResults results, PairedRatios ratios) {
    this.results = results;
    this.ratios = ratios;
  }

  static List<String> of(BenchmarkResults results, PairedRatios ratios) {
    Limits limits = new Limits(results, ratios);
    if (results.importedFrom() == null) {
      limits.small();
      limits.control();
      limits.load();
    }
    limits.place();
    return List.copyOf(limits.sentences);
  }

  /// Differences that would have stayed unseen.
  private void small() {
    List<BackendSummary> backends = results.backends();
    for (BackendSummary candidate : backends.stream().skip(1).toList()) {
      BackendSummary reference = backends.getFirst();
      List<String> parts = new ArrayList<>();
      for (SummaryKey key : TELLING) {
        double[] logs = ratios.logRatios(key, candidate.id(), reference.id());
        Confidence confidence =
            Confidence.of(results.design().confidence())
                .among(Math.max(1, backends.size() * (backends.size() - 1) / 2));
        Precision.of(logs, confidence)
            .ifPresent(
                it ->
                    parts.add(
                        ResultsTables.label(key)
                            + " "
                            + Figures.significant((it.detectableRatio() - 1) * 100)
                            + "%"));
      }
      if (!parts.isEmpty()) {
        sentences.add(
            "Differences between %s and %s that are smaller than these may be there unseen: %s."
                .formatted(candidate.name(), reference.name(), String.join(", ", parts)));
      }
    }
  }

  private void control() {
    boolean control =
        results.backends().stream().skip(1).anyMatch(it -> Forest.isControl(results, it));
    if (!control && results.backends().size() > 1) {
      sentences.add(
          "No backend was measured a second time as a control, so the run does not show how much"
              + " two runs of the same code differ here.");
    }
  }

  private void load() {
    sentences.add(
        "How the backends do under another load than the workload "
            + results.workload().id()
            + ": other batches, other numbers of connections, reads beside writes, a database that"
            + " is already large.");
    if (results.openRuns().stream().noneMatch(OpenRun::valid)
        && results.workload().loop().equals("closed")) {
      sentences.add(
          "How long requests take at a rate that the backend can easily bear: the closed loop"
              + " saturates it.");
    }
    if (results.workload().soakSeconds() == null) {
      sentences.add("What happens in hours: leaks, growing files, compaction.");
    }
  }

  private void place() {
    sentences.add(
        "How the backends do on another machine, with another number of processors or over a"
            + " network.");
  }
}
