package dev.spikebench.loadgen.schedule;

/// What decides when a request is sent.
public sealed interface LoadMode {
  /// Every user sends its next request when the one before has ended.
  LoadMode CLOSED = new ClosedLoop();

  /// The word for it in results: `closed` or `open`.
  String text();

  /// Every user sends its next request when the one before has ended: the target sets the pace, and
  /// a stalled target stalls the load with it.
  record ClosedLoop() implements LoadMode {
    @Override
    public String text() {
      return "closed";
    }
  }

  /// Requests are sent when a plan says so, whatever the target does.
  ///
  /// @param rate requests a second
  /// @param arrivals how they are spread
  record OpenLoop(ArrivalRate rate, Arrivals arrivals) implements LoadMode {
    @Override
    public String text() {
      return "open";
    }
  }
}
