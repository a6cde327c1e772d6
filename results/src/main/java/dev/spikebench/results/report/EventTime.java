package dev.spikebench.results.report;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Microbenchmark;
import dev.spikebench.results.model.SummaryKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where an event's time goes in the Java server: what its microbenchmarks say of the steps, added
/// up against the processor time that the run measured.
///
/// Storing n events of one group takes b n + a by the microbenchmark of inserts, measured for a
/// small and a large n: b is the writing of an event, a what a group costs whatever its size (the
/// wait in the queue for the writer's next look, the transaction's begin and commit, the hand-over
/// of the answers).
final class EventTime {
  private static final String JAVA_BACKEND = "java-undertow";
  private static final String PARSING = "ParsingBenchmark.batchOf50";
  private static final String INSERTS = "InsertBenchmark.store";
  private static final String MICROSECONDS = "us/op";
  private static final int BATCH = 50;
  private static final int SMALL_GROUP = 50;
  private static final int LARGE_GROUP = 2_000;
  private static final double NS_PER_MICROSECOND = 1_000;

  private EventTime() {}

  /// Sentences for the report; none where no microbenchmarks were folded in.
  static List<String> sentences(BenchmarkResults results) {
    if (results.microbenchmarks().isEmpty()) {
      return List.of();
    }
    Map<String, Double> parts = parts(results);
    if (parts.isEmpty()) {
      return List.of("The microbenchmarks that were folded in do not hold parsing and inserts.");
    }
    List<String> sentences = new ArrayList<>();
    for (BackendSummary backend : results.backends()) {
      Double cpuNs = backend.metric(SummaryKey.CPU_NS_PER_EVENT).value();
      if (backend.id().startsWith(JAVA_BACKEND) && cpuNs != null) {
        sentences.addAll(sentences(backend, cpuNs / NS_PER_MICROSECOND, parts));
      }
    }
    String allocation = allocation(results);
    if (allocation != null) {
      sentences.add(allocation);
    }
    return sentences;
  }

  private static List<String> sentences(
      BackendSummary backend, double whole, Map<String, Double> measured) {
    double known = measured.values().stream().mapToDouble(Double::doubleValue).sum();
    List<String> sentences = new ArrayList<>();
    String opening =
        "An event costs %s µs of the processor time of %s in this run."
            .formatted(Figures.significant(whole), backend.name());
    Map<String, Double> parts = new LinkedHashMap<>(measured);
    if (known > whole) {
      sentences.add(
          opening
              + " The steps add up to %s µs by the microbenchmarks, more than the whole: they were not measured on this machine as it was."
                  .formatted(Figures.significant(known)));
      return sentences;
    }
    parts.put("what no microbenchmark holds (HTTP, answers, compiler, collector)", whole - known);
    List<String> texts = new ArrayList<>();
    parts.forEach(
        (name, time) ->
            texts.add(
                "%s %s µs (%s)"
                    .formatted(name, Figures.significant(time), Figures.percent(time / whole))));
    sentences.add(opening + " By the microbenchmarks: " + String.join("; ", texts) + ".");
    String largest =
        parts.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElseThrow();
    sentences.add("The largest part is " + largest + ".");
    return sentences;
  }

  /// Microseconds an event of each step; empty where a microbenchmark is missing.
  private static Map<String, Double> parts(BenchmarkResults results) {
    Microbenchmark parsing = find(results, PARSING, null);
    Microbenchmark small = find(results, INSERTS, SMALL_GROUP);
    Microbenchmark large = find(results, INSERTS, LARGE_GROUP);
    if (parsing == null || small == null || large == null) {
      return Map.of();
    }
    double group =
        Math.max(0, (small.score() - large.score()) / (1.0 / SMALL_GROUP - 1.0 / LARGE_GROUP));
    long waiting = (long) results.workload().concurrency() * results.workload().batchSize();
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("parsing and validating", parsing.score() / BATCH);
    parts.put("writing", Math.max(0, large.score() - group / LARGE_GROUP));
    parts.put(
        "queue and commit of a group of %s, the most that can wait at once"
            .formatted(Figures.count(waiting)),
        group / waiting);
    return parts;
  }

  private static @Nullable Microbenchmark find(
      BenchmarkResults results, String name, @Nullable Integer waitingEvents) {
    return results.microbenchmarks().stream()
        .filter(it -> it.benchmark().equals(name) && it.unit().equals(MICROSECONDS))
        .filter(
            it ->
                waitingEvents == null
                    || ("GROUP".equals(it.parameters().get("strategy"))
                        && waitingEvents.toString().equals(it.parameters().get("waitingEvents"))))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String allocation(BenchmarkResults results) {
    Microbenchmark parsing = find(results, PARSING, null);
    Microbenchmark inserts = find(results, INSERTS, LARGE_GROUP);
    Double parsed = parsing == null ? null : parsing.allocatedBytesPerOperation();
    Double inserted = inserts == null ? null : inserts.allocatedBytesPerOperation();
    return parsed == null || inserted == null
        ? null
        : "Parsing an event allocates %s bytes, storing it in a group of %s allocates %s."
            .formatted(
                Figures.count(Math.round(parsed / BATCH)),
                Figures.count(LARGE_GROUP),
                Figures.count(Math.round(inserted)));
  }
}
