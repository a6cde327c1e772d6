package dev.spikebench.results.export;

import dev.spikebench.results.hdr.HistogramLog;
import dev.spikebench.results.hdr.HistogramLog.Line;
import dev.spikebench.results.hdr.PercentileTable;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.summary.LatencyPools;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// The latencies as HdrHistogram's own tools read them.
final class HistogramExport {

  private static final double NANOSECONDS_PER_MS = 1e6;

  private HistogramExport() {}

  /// A line for each valid iteration in the order of execution, tagged `backend.workload`.
  static Export log(BenchmarkResults results) {
    List<Line> lines = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (Iteration iteration : results.iterations()) {
      String tag = iteration.backendId() + "." + results.workload().id();
      LatencyPools.of(iteration)
          .ifPresentOrElse(
              it -> lines.add(new Line(tag, iteration.startedAt(), iteration.elapsedNs(), it)),
              () -> leftOut.add(why(iteration)));
    }
    return Export.of(HistogramLog.text(results.run().startedAt(), lines), leftOut);
  }

  private static String why(Iteration iteration) {
    return "iteration %s: %s"
        .formatted(
            iteration.sequence(), iteration.valid() ? "it has no latencies" : "it is not valid");
  }

  /// A file for each backend: all latencies of its valid iterations together, in ms.
  static Export distributions(BenchmarkResults results) {
    List<Export.Part> files = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (BackendSummary backend : results.backends()) {
      Histogram pool = LatencyPools.ofValid(results.iterationsOf(backend.id()));
      if (pool.getTotalCount() == 0) {
        leftOut.add(backend.id() + ": no valid iteration has a latency");
      } else {
        files.add(new Export.Part(backend.id(), PercentileTable.text(pool, NANOSECONDS_PER_MS)));
      }
    }
    return new Export(files, leftOut);
  }
}
