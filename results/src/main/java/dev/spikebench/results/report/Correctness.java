package dev.spikebench.results.report;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.LoadCounts;
import dev.spikebench.results.model.ParityCount;
import java.util.ArrayList;
import java.util.List;

/// What the run shows of right answers, lost events and failed requests.
final class Correctness {

  private Correctness() {}

  static List<String> sentences(BenchmarkResults results) {
    List<String> sentences = new ArrayList<>();
    for (BackendSummary backend : results.backends()) {
      parity(backend, sentences);
      List<Iteration> iterations = results.iterationsOf(backend.id());
      if (!iterations.isEmpty()) {
        stored(backend, iterations, sentences);
        failed(backend, iterations, sentences);
      }
    }
    return sentences;
  }

  private static void parity(BackendSummary backend, List<String> sentences) {
    ParityCount parity = backend.parity();
    if (parity.allPassed()) {
      sentences.add(backend.name() + " passed all " + parity.total() + " parity cases.");
    } else if (parity.total() > 0) {
      sentences.add(
          backend.name()
              + " passed "
              + parity.passed()
              + " of "
              + parity.total()
              + " parity cases.");
    }
  }

  private static void stored(
      BackendSummary backend, List<Iteration> iterations, List<String> sentences) {
    long equal = 0;
    long unknown = 0;
    for (Iteration iteration : iterations) {
      LoadCounts counts = iteration.counts();
      Long stored = counts.eventsStored();
      if (stored == null) {
        unknown++;
      } else if (stored == counts.eventsAcknowledged()) {
        equal++;
      }
    }
    long total = iterations.size();
    if (equal == total) {
      sentences.add(
          backend.name() + " stored exactly the events it acknowledged, in every iteration.");
      return;
    }
    long different = total - equal - unknown;
    if (different > 0) {
      sentences.add(
          "%s stored another number of events than it acknowledged in %s of %s iterations."
              .formatted(backend.name(), Figures.count(different), Figures.count(total)));
    }
    if (unknown > 0) {
      sentences.add(
          "%s could not be asked how many events it had stored in %s of %s iterations."
              .formatted(backend.name(), Figures.count(unknown), Figures.count(total)));
    }
  }

  private static void failed(
      BackendSummary backend, List<Iteration> iterations, List<String> sentences) {
    long failed = iterations.stream().mapToLong(it -> it.counts().requestsFailed()).sum();
    long sent = failed + iterations.stream().mapToLong(it -> it.counts().requestsOk()).sum();
    sentences.add(
        failed == 0
            ? "None of the %s requests to %s failed.".formatted(Figures.count(sent), backend.name())
            : "%s of the %s requests to %s failed."
                .formatted(Figures.count(failed), Figures.count(sent), backend.name()));
  }
}
