package dev.spikebench.backends.build;

/// Whether a backend can be built and run on this machine.
public sealed interface Availability {
  /// It can.
  record Available() implements Availability {}

  /// It can't.
  ///
  /// @param reason what is missing
  /// @param hint how to get it
  record Unavailable(String reason, String hint) implements Availability {}
}
