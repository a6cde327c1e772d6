package dev.spikebench.cli.load;

import dev.spikebench.backends.observe.DatabaseSizes;
import dev.spikebench.backends.observe.ProcessObserver;
import dev.spikebench.backends.observe.TargetDetail;
import dev.spikebench.backends.observe.TargetSample;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The samples of the target over the measured part, on the clock of the latencies: milliseconds
/// after its begin, whose wall-clock time is told once.
final class SeriesDocument {
  private static final double NS_PER_MS = 1e6;

  private SeriesDocument() {}

  /// The series; null where the measured part was not reached.
  static @Nullable Map<String, Object> of(ProcessObserver observer, TargetMarks marks) {
    Long startNs = marks.startNs();
    if (startNs == null) {
      return null;
    }
    Map<String, Object> series = new LinkedHashMap<>();
    series.put("zeroAt", observer.anchor().at(startNs).toString());
    series.put("samplesBehindEach", marks.stride());
    series.put("samples", marks.samples().stream().map(it -> sample(it, startNs)).toList());
    return series;
  }

  /// One sample. What could not be read is null; what is read less often is absent in between.
  ///
  /// @param startNs the moment that times count from, by `System.nanoTime()`
  static Map<String, @Nullable Object> sample(TargetSample sample, long startNs) {
    Map<String, @Nullable Object> point = new LinkedHashMap<>();
    point.put("atMs", (sample.atNs() - startNs) / NS_PER_MS);
    point.put("processes", sample.processes());
    point.put("rssBytes", sample.rssBytes());
    point.put("cpuNs", sample.cpuNs());
    point.put("threads", sample.threads());
    point.put("majorFaults", sample.majorFaults());
    TargetDetail detail = sample.detail();
    if (detail != null) {
      point.put("openFiles", detail.openFiles());
      point.put("voluntarySwitches", detail.voluntarySwitches());
      point.put("involuntarySwitches", detail.involuntarySwitches());
      point.put("bytesRead", detail.bytesRead());
      point.put("bytesWritten", detail.bytesWritten());
    }
    DatabaseSizes database = sample.database();
    if (database != null) {
      point.put("databaseBytes", database.mainBytes());
      point.put("walBytes", database.walBytes());
      point.put("shmBytes", database.shmBytes());
    }
    return point;
  }
}
