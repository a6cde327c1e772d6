package dev.spikebench.loadgen.model;

/// What limited the rate of a run.
public enum Verdict {
  /// The target: the client had time to spare. The figures are the target's.
  TARGET_BOUND,
  /// Between the two: valid, with a warning.
  MIXED,
  /// The client: the figures are the client's own and the run is invalid.
  CLIENT_BOUND
}
