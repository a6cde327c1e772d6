package dev.spikebench.cli.load;

import dev.spikebench.backends.observe.DatabaseSizes;
import dev.spikebench.backends.observe.TargetSample;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.loadgen.recording.Interval;
import dev.spikebench.loadgen.recording.IntervalListener;
import dev.spikebench.loadgen.recording.LatencyHistogram;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Writes each interval of a run as one line of JSON (NDJSON), what the target takes beside it, as
/// it ends: a run that is broken off keeps what was written. One thread.
final class TimeSeries implements IntervalListener, AutoCloseable {
  private static final double NS_PER_MS = 1e6;

  private final PrintStream out;
  private final Clock clock;
  private final Supplier<@Nullable TargetSample> target;

  /// @param stream where to; closed with this
  /// @param clock wall clock for the time at which an interval ended
  /// @param target the target's last sample; null where its process is not known
  TimeSeries(OutputStream stream, Clock clock, Supplier<@Nullable TargetSample> target) {
    this.out = new PrintStream(stream, false, StandardCharsets.UTF_8);
    this.clock = clock;
    this.target = target;
  }

  @Override
  public void interval(Interval interval) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("index", interval.index());
    line.put("endedAt", clock.instant().toString());
    line.put("startMs", interval.startNs() / NS_PER_MS);
    line.put("endMs", interval.endNs() / NS_PER_MS);
    line.put("requestsSent", interval.requestsSent());
    line.put("requestsOk", interval.requestsOk());
    line.put("requestsFailed", interval.requestsFailed());
    line.put("eventsAcknowledged", interval.eventsAcknowledged());
    line.put("requestsPerSecond", interval.requestsPerSecond());
    line.put("eventsPerSecond", interval.eventsPerSecond());
    line.put("inFlight", interval.inFlight());
    line.put("backlog", interval.backlog());
    line.put("latencyMs", latency(interval.latencies().wire()));
    line.put("latencyFromPlanMs", latency(interval.latencies().fromPlan()));
    line.put("sendLagMs", latency(interval.latencies().sendLag()));
    putTarget(line, target.get());
    out.println(JsonOutput.line(line));
    out.flush();
  }

  /// What the target took at its last sample, a quarter of a second ago at most; sums count from
  /// its start.
  private static void putTarget(Map<String, @Nullable Object> line, @Nullable TargetSample sample) {
    DatabaseSizes database = sample == null ? null : sample.database();
    line.put("targetRssBytes", sample == null ? null : sample.rssBytes());
    line.put("targetCpuNs", sample == null ? null : sample.cpuNs());
    line.put("targetThreads", sample == null ? null : sample.threads());
    line.put("databaseBytes", database == null ? null : database.mainBytes());
    line.put("walBytes", database == null ? null : database.walBytes());
  }

  private static @Nullable Map<String, Double> latency(LatencyHistogram latencies) {
    if (latencies.count() == 0) {
      return null;
    }
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("p50", latencies.percentileNs(50) / NS_PER_MS);
    values.put("p95", latencies.percentileNs(95) / NS_PER_MS);
    values.put("p99", latencies.percentileNs(99) / NS_PER_MS);
    values.put("max", latencies.maxNs() / NS_PER_MS);
    return values;
  }

  /// Whether something could not be written, on a full disk for example.
  boolean failed() {
    return out.checkError();
  }

  @Override
  public void close() {
    out.close();
  }
}
