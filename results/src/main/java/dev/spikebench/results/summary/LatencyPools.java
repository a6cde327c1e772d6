package dev.spikebench.results.summary;

import dev.spikebench.results.hdr.HistogramCodec;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.StreamCounts;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/// The latencies of several iterations in one histogram.
public final class LatencyPools {

  private LatencyPools() {}

  /// Latencies of successful requests in ns, of the valid ones among the iterations; empty where
  /// none has any.
  ///
  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged; the message names
  ///   the iteration
  public static Histogram ofValid(List<Iteration> iterations) {
    return HistogramCodec.merge(
        iterations.stream().map(LatencyPools::of).flatMap(Optional::stream).toList());
  }

  /// Latencies of the successful requests of one iteration in ns; empty where it is not valid or
  /// has none.
  ///
  /// @throws dev.spikebench.results.ResultsException when the histogram is damaged
  public static Optional<Histogram> of(Iteration iteration) {
    String text = iteration.latencyHistogram();
    return iteration.valid() && text != null
        ? Optional.of(
            HistogramCodec.decode("latencyHistogram of iteration " + iteration.sequence(), text))
        : Optional.empty();
  }

  /// Times from POST to delivery in ns, of the valid ones among the iterations; empty where none
  /// has any.
  ///
  /// @throws dev.spikebench.results.ResultsException when a histogram is damaged
  public static Histogram ofDeliveries(List<Iteration> iterations) {
    return HistogramCodec.merge(
        iterations.stream().map(LatencyPools::deliveries).flatMap(Optional::stream).toList());
  }

  private static Optional<Histogram> deliveries(Iteration iteration) {
    StreamCounts stream = iteration.stream();
    String text = stream == null ? null : stream.deliveryLatencyHistogram();
    return iteration.valid() && text != null
        ? Optional.of(
            HistogramCodec.decode(
                "deliveryLatencyHistogram of iteration " + iteration.sequence(), text))
        : Optional.empty();
  }
}
