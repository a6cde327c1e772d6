package dev.spikebench.loadgen.stream;

/// Why the wait for the last deliveries of a run ended.
public enum DrainEnd {
  /// Everything that was due had come.
  COMPLETE,
  /// Nothing at all came any more: what is missing is lost.
  SILENT,
  /// The run was cancelled or its deadline passed: what is missing might have come.
  CUT_SHORT
}
