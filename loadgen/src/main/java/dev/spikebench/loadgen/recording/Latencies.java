package dev.spikebench.loadgen.recording;

/// The latencies of a run or of an interval of it, each under its label. A failed request never
/// touches the histograms of good ones.
///
/// *Wire* counts from the moment the request began to be written to the end of its answer: what the
/// target took. *From plan* counts from the moment the request was meant to be sent: what somebody
/// who wanted an answer then had to wait. *Send lag* lies between the two moments. In the open loop
/// the plan is the schedule; in the closed loop a request is meant to be sent when the one before
/// it on its connection has ended, so its send lag is the client's own pause.
///
/// @param wire wire latencies of the requests that ended well
/// @param fromPlan latencies from plan of the same requests
/// @param sendLag send lags of all requests that were sent, however they ended
/// @param failedWire wire latencies of the requests that failed
/// @param failedFromPlan latencies from plan of the requests that failed
public record Latencies(
    LatencyHistogram wire,
    LatencyHistogram fromPlan,
    LatencyHistogram sendLag,
    LatencyHistogram failedWire,
    LatencyHistogram failedFromPlan) {
  /// Latencies of no request.
  public static Latencies none() {
    LatencyHistogram empty = LatencyHistogram.empty();
    return new Latencies(empty, empty, empty, empty, empty);
  }

  /// Samples of all histograms that were cut to the longest latency told apart.
  public long clampedCount() {
    return wire.clampedCount()
        + fromPlan.clampedCount()
        + sendLag.clampedCount()
        + failedWire.clampedCount()
        + failedFromPlan.clampedCount();
  }
}
