package dev.spikebench.results.report;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.SummaryKey;
import dev.spikebench.results.stats.LogRatio;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the run comes to, one sentence for each backend but the first: in which figures it is told
/// apart from the first, in which it is not.
final class VerdictWords {

  private VerdictWords() {}

  static List<String> of(BenchmarkResults results, PairedRatios ratios) {
    List<BackendSummary> backends = results.backends();
    if (results.importedFrom() != null || backends.isEmpty()) {
      return List.of();
    }
    if (backends.size() == 1) {
      return List.of("One backend was measured, so nothing is compared.");
    }
    BackendSummary reference = backends.getFirst();
    if (!reference.valid()) {
      return List.of(
          reference.name() + " has no figures that count, so nothing is compared with it.");
    }
    return backends.stream().skip(1).map(it -> sentence(results, ratios, reference, it)).toList();
  }

  private static String sentence(
      BenchmarkResults results,
      PairedRatios ratios,
      BackendSummary reference,
      BackendSummary candidate) {
    String head = candidate.name() + " against " + reference.name() + ": ";
    if (!candidate.valid()) {
      return head + "no figures that count.";
    }
    if (candidate.notTuned() || reference.notTuned()) {
      BackendSummary straw = candidate.notTuned() ? candidate : reference;
      return head + straw.name() + " is marked not tuned, so the two are not ranked.";
    }
    List<String> better = new ArrayList<>();
    List<String> worse = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (SummaryKey key : ratios.keys()) {
      Optional<LogRatio> ratio = ratios.worse(key, candidate.id(), reference.id());
      ratio.ifPresent(
          it -> {
            String name = ResultsTables.label(key).toLowerCase(Locale.ROOT);
            List<String> where = it.estimate() > 0 ? worse : better;
            (it.differs() ? where : open).add(named(name));
          });
    }
    List<String> parts = new ArrayList<>();
    part(parts, "better in ", better);
    part(parts, "worse in ", worse);
    part(parts, "not told apart in ", open);
    String control =
        Forest.isControl(results, candidate)
            ? " Both run the same artifact, so this is the noise of the run."
            : "";
    return parts.isEmpty()
        ? head + "no round in common, so nothing is compared."
        : head + String.join("; ", parts) + "." + control;
  }

  private static void part(List<String> parts, String words, List<String> names) {
    if (!names.isEmpty()) {
      parts.add(words + String.join(", ", names));
    }
  }

  /// Acronyms keep their letters.
  private static String named(String name) {
    return name.replace("rss", "RSS").replace("cpu", "CPU");
  }
}
