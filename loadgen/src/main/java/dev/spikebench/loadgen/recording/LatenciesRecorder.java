package dev.spikebench.loadgen.recording;

/// Takes the labelled latencies of requests while they are sent and end. Recording neither waits
/// nor allocates. [#interval()] and [#total()] are one thread's; everything else any thread's.
public final class LatenciesRecorder {
  private final LatencyRecorder wire = new LatencyRecorder();
  private final LatencyRecorder fromPlan = new LatencyRecorder();
  private final LatencyRecorder sendLag = new LatencyRecorder();
  private final LatencyRecorder failedWire = new LatencyRecorder();
  private final LatencyRecorder failedFromPlan = new LatencyRecorder();

  /// A request began to be written so many ns after it was meant to be.
  public void sent(long lagNs) {
    sendLag.record(lagNs);
  }

  /// A request ended well.
  public void succeeded(long wireNs, long fromPlanNs) {
    wire.record(wireNs);
    fromPlan.record(fromPlanNs);
  }

  /// A request ended in any other way.
  public void failed(long wireNs, long fromPlanNs) {
    failedWire.record(wireNs);
    failedFromPlan.record(fromPlanNs);
  }

  /// Everything recorded since the interval before.
  public Latencies interval() {
    return new Latencies(
        wire.snapshot(),
        fromPlan.snapshot(),
        sendLag.snapshot(),
        failedWire.snapshot(),
        failedFromPlan.snapshot());
  }

  /// Everything recorded so far: the sum of the intervals and of what came after the last of them.
  public Latencies total() {
    return new Latencies(
        wire.total(),
        fromPlan.total(),
        sendLag.total(),
        failedWire.total(),
        failedFromPlan.total());
  }
}
