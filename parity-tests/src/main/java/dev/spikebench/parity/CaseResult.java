package dev.spikebench.parity;

/// How one case went.
///
/// @param id the rule of the contract, such as `PARITY-07`
/// @param name the case in words
/// @param message why it failed or was skipped; empty where it passed
/// @param durationMs how long it took, in milliseconds
public record CaseResult(String id, String name, Outcome outcome, String message, long durationMs) {

  /// The ways a case can go. No case of the suite skips itself; a skipped one was switched off from
  /// outside and counts against the backend.
  public enum Outcome {
    /// As the contract demands.
    PASSED,
    /// Otherwise, or no answer.
    FAILED,
    /// Not run.
    SKIPPED
  }
}
