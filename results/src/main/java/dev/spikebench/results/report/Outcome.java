package dev.spikebench.results.report;

/// What can be said of a backend's figure against the reference backend's.
enum Outcome {
  /// It is better, and the interval of the ratio leaves out 1 (without pairs: the intervals lie
  /// apart).
  BETTER,
  /// It is worse, likewise.
  WORSE,
  /// Both are the same without any spread.
  SAME,
  /// The interval of the ratio holds 1 (without pairs: the intervals overlap).
  CANNOT_TELL,
  /// At least one of the two has no interval.
  NO_INTERVAL,
  /// One of the two is marked not tuned, so nothing ranks them.
  NOT_TUNED,
  /// At least one of the two has no figure.
  MISSING
}
