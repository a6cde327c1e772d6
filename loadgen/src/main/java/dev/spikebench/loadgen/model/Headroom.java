package dev.spikebench.loadgen.model;

/// What the client can do by itself: the same load on the in-process null server, right before or
/// after.
///
/// @param requestsPerSecond rate it reached there. In an open loop it was asked for no more than
///   twice the rate that the target took, so it may be able to do more
/// @param corrected whether client and null server had to share what the client may use, and the
///   rate was raised to what the client would have reached alone
/// @param requests requests it was measured with
public record Headroom(double requestsPerSecond, boolean corrected, long requests) {
  /// How many times the rate that a target took.
  ///
  /// @param targetPerSecond requests a second of that target
  public double over(double targetPerSecond) {
    return targetPerSecond <= 0 ? Double.POSITIVE_INFINITY : requestsPerSecond / targetPerSecond;
  }
}
