package dev.spikebench.loadgen.recording;

/// What happened in one interval of the measured part. All intervals of a run add up to its totals,
/// exactly.
///
/// @param index number of the interval, from 0
/// @param startNs its beginning, in ns since the measured part began
/// @param endNs its end, in ns since the measured part began; the last interval may be shorter
/// @param requestsSent requests taken up in it
/// @param requestsOk requests that ended well in it
/// @param requestsFailed requests that ended in any other way in it
/// @param eventsSent events of the requests taken up in it
/// @param eventsAcknowledged events that answers in it said were stored
/// @param inFlight requests under way at its end
/// @param backlog requests at its end that should have been sent and wait for a free connection;
///   always 0 in the closed loop
/// @param latencies latencies of the requests that ended, and send lags of those sent, in it
public record Interval(
    long index,
    long startNs,
    long endNs,
    long requestsSent,
    long requestsOk,
    long requestsFailed,
    long eventsSent,
    long eventsAcknowledged,
    long inFlight,
    long backlog,
    Latencies latencies) {
  private static final double NS_PER_SECOND = 1e9;

  /// Length of the interval in ns.
  public long durationNs() {
    return endNs - startNs;
  }

  /// Acknowledged events a second.
  public double eventsPerSecond() {
    return durationNs() == 0 ? 0 : eventsAcknowledged * NS_PER_SECOND / durationNs();
  }

  /// Ended requests a second, failed ones included.
  public double requestsPerSecond() {
    return durationNs() == 0 ? 0 : (requestsOk + requestsFailed) * NS_PER_SECOND / durationNs();
  }
}
