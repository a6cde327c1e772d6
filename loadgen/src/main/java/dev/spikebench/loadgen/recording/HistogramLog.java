package dev.spikebench.loadgen.recording;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/// Writes the intervals of a run as a histogram log (`.hlog`), format 1.3 of HdrHistogram, values
/// in ns: lines tagged `wire`, `from-plan` and `send-lag` for each interval, and `failed` where
/// requests failed in it. The lines of a tag add up to the run's total. One thread.
public final class HistogramLog implements IntervalListener, AutoCloseable {
  private final PrintStream out;
  private final HistogramLogWriter writer;
  private final Clock clock;
  private long startedAtMs;

  /// A log without a line; the header comes with the first interval, which fixes the start time.
  ///
  /// @param stream where to; closed with this
  /// @param clock wall clock that relates the run's own time to the log's
  public HistogramLog(OutputStream stream, Clock clock) {
    this.out = new PrintStream(stream, false, StandardCharsets.UTF_8);
    this.writer = new HistogramLogWriter(out);
    this.clock = clock;
  }

  @Override
  public void interval(Interval interval) {
    if (interval.index() == 0) {
      begin(clock.millis() - TimeUnit.NANOSECONDS.toMillis(interval.endNs()));
    }
    line("wire", interval.latencies().wire(), interval);
    line("from-plan", interval.latencies().fromPlan(), interval);
    line("send-lag", interval.latencies().sendLag(), interval);
    if (interval.latencies().failedWire().count() > 0) {
      line("failed", interval.latencies().failedWire(), interval);
    }
    out.flush();
  }

  private void begin(long atMs) {
    startedAtMs = atMs;
    writer.outputComment("[latencies in ns, written by spikebench]");
    writer.outputLogFormatVersion();
    writer.outputStartTime(startedAtMs);
    writer.setBaseTime(startedAtMs);
    writer.outputLegend();
  }

  private void line(String tag, LatencyHistogram latencies, Interval interval) {
    Histogram histogram = latencies.copy();
    histogram.setTag(tag);
    histogram.setStartTimeStamp(startedAtMs + TimeUnit.NANOSECONDS.toMillis(interval.startNs()));
    histogram.setEndTimeStamp(startedAtMs + TimeUnit.NANOSECONDS.toMillis(interval.endNs()));
    writer.outputIntervalHistogram(histogram);
  }

  /// Whether something could not be written, on a full disk for example.
  public boolean failed() {
    return out.checkError();
  }

  @Override
  public void close() {
    out.close();
  }
}
