package dev.spikebench.results.report;

import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.StreamCounts;
import dev.spikebench.results.summary.LatencyPools;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/// What the run shows of the event stream, where somebody followed it.
final class StreamDelivery {
  private static final double NS_PER_MS = 1e6;

  private StreamDelivery() {}

  static List<String> sentences(BenchmarkResults results) {
    List<String> sentences = new ArrayList<>();
    for (BackendSummary backend : results.backends()) {
      List<Iteration> iterations = results.iterationsOf(backend.id());
      List<StreamCounts> streams =
          iterations.stream().map(Iteration::stream).filter(Objects::nonNull).toList();
      if (!streams.isEmpty()) {
        sentences.add(kept(backend, streams));
        latency(backend, iterations, sentences);
      }
    }
    return sentences;
  }

  private static String kept(BackendSummary backend, List<StreamCounts> streams) {
    String deliveries =
        "%s of %s messages that %s owed its %s subscribers came"
            .formatted(
                Figures.count(sum(streams, StreamCounts::delivered)),
                Figures.count(sum(streams, StreamCounts::expected)),
                backend.name(),
                Figures.count(streams.getFirst().subscribers()));
    if (streams.stream().allMatch(StreamCounts::flawless)) {
      return deliveries + ", each once and in order.";
    }
    return deliveries
        + "; %s were lost, %s came again, %s came out of order, %s could not be read."
            .formatted(
                Figures.count(sum(streams, StreamCounts::lost)),
                Figures.count(sum(streams, StreamCounts::duplicates)),
                Figures.count(sum(streams, StreamCounts::outOfOrder)),
                Figures.count(sum(streams, StreamCounts::unreadable)));
  }

  private static void latency(
      BackendSummary backend, List<Iteration> iterations, List<String> sentences) {
    Histogram pooled = LatencyPools.ofDeliveries(iterations);
    if (pooled.getTotalCount() > 0) {
      sentences.add(
          "From the POST to a subscriber of %s half of the events took at most %sms, 95%% at most %sms and 99%% at most %sms; the last took %sms."
              .formatted(
                  backend.name(),
                  milliseconds(pooled.getValueAtPercentile(50)),
                  milliseconds(pooled.getValueAtPercentile(95)),
                  milliseconds(pooled.getValueAtPercentile(99)),
                  milliseconds(pooled.getMaxValue())));
    }
  }

  private static String milliseconds(long ns) {
    return Figures.significant(ns / NS_PER_MS);
  }

  private static long sum(List<StreamCounts> streams, ToLongFunction<StreamCounts> count) {
    return streams.stream().mapToLong(count).sum();
  }
}
