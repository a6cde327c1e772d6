package dev.spikebench.cli.soak;

import dev.spikebench.loadgen.model.Phase;
import dev.spikebench.loadgen.model.Progress;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.recording.Interval;
import dev.spikebench.loadgen.recording.IntervalListener;
import dev.spikebench.loadgen.target.HealthProbe;
import dev.spikebench.results.soak.SoakInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Makes a row of each interval: what the load generator saw, the health checks and the target's
/// resources beside it, on one clock. It keeps a row of some two hundred bytes an interval and
/// nothing else. One thread, the load generator's caller.
final class SoakRecorder implements IntervalListener, ProgressListener {
  private static final double NS_PER_SECOND = 1e9;

  private final long startNs;
  private final SoakTarget target;
  private final SoakTally tally;
  private final ResourceWindow client;
  private final Consumer<SoakInterval> listener;
  private final List<SoakInterval> intervals = new ArrayList<>();
  private double partStartSeconds;

  /// @param startNs when the soak began, by `System.nanoTime()`
  /// @param client samples of the load generator's own process
  /// @param listener is told of each row
  SoakRecorder(
      long startNs,
      SoakTarget target,
      SoakTally tally,
      ResourceWindow client,
      Consumer<SoakInterval> listener) {
    this.startNs = startNs;
    this.target = target;
    this.tally = tally;
    this.client = client;
    this.listener = listener;
  }

  @Override
  public void phaseStarted(Phase phase) {
    if (phase == Phase.MEASURED) {
      partStartSeconds = seconds();
      target.window().take();
      client.take();
    }
  }

  @Override
  public void progress(Progress progress) {
    // A row an interval says enough.
  }

  @Override
  public void interval(Interval interval) {
    HealthProbe.Figures health = target.takeHealth();
    tally.addHealth(health);
    SoakInterval row =
        new SoakInterval(
            partStartSeconds + interval.startNs() / NS_PER_SECOND,
            partStartSeconds + interval.endNs() / NS_PER_SECOND,
            target.process(),
            interval.requestsOk(),
            interval.requestsFailed(),
            interval.eventsAcknowledged(),
            SoakLatencies.of(interval.latencies().wire()),
            SoakLatencies.of(interval.latencies().fromPlan()),
            health.latency().count(),
            health.failed(),
            SoakLatencies.of(health.latency()),
            target.window().take(),
            client.take().rssBytes());
    intervals.add(row);
    listener.accept(row);
  }

  /// Seconds since the soak began.
  double seconds() {
    return (System.nanoTime() - startNs) / NS_PER_SECOND;
  }

  /// The rows so far, in the order of time.
  List<SoakInterval> intervals() {
    return intervals;
  }
}
