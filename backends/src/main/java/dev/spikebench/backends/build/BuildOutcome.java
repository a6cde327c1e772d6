package dev.spikebench.backends.build;

/// What a request to build came to.
public enum BuildOutcome {
  /// All artifacts were there and made of these very sources: nothing was run.
  UP_TO_DATE,
  /// The steps were run.
  BUILT
}
