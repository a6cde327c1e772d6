package dev.spikebench.loadgen.model;

/// The target's own warm-up: sent before the clock starts, never in a histogram.
///
/// @param requests requests sent
/// @param requestsFailed requests that did not end well
/// @param events events sent
/// @param elapsedNs time it took
public record TargetWarmUp(long requests, long requestsFailed, long events, long elapsedNs) {
  /// No warm-up at all.
  public static final TargetWarmUp NONE = new TargetWarmUp(0, 0, 0, 0);
}
