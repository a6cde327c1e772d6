package dev.spikebench.results.summary;

import dev.spikebench.results.hdr.HistogramCodec;
import dev.spikebench.results.model.Iteration;
import java.util.ArrayList;
import java.util.List;
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
    List<Histogram> histograms = new ArrayList<>();
    for (Iteration iteration : iterations) {
      String text = iteration.latencyHistogram();
      if (iteration.valid() && text != null) {
        histograms.add(HistogramCodec.decode(place(iteration), text));
      }
    }
    return HistogramCodec.merge(histograms);
  }

  private static String place(Iteration iteration) {
    return "latencyHistogram of iteration " + iteration.sequence();
  }
}
