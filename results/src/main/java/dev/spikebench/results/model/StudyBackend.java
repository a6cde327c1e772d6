package dev.spikebench.results.model;

import org.jspecify.annotations.Nullable;

/// A backend of a study.
///
/// @param facts what is known of it apart from its measurements
/// @param rawInsertsPerSecond events a second that the binding of its own runtime writes without a
///   server around it, measured in the same run
/// @param tunedShare share of that rate which its `group` strategy has to reach to count as tuned,
///   between 0 and 1; null where none is asked of it
public record StudyBackend(
    BackendFacts facts, Measurement rawInsertsPerSecond, @Nullable Double tunedShare) {

  /// @throws IllegalArgumentException when a part is missing or out of range
  public StudyBackend {
    Checks.present("backend.facts", facts);
    Checks.present("backend.rawInsertsPerSecond", rawInsertsPerSecond);
    if (tunedShare != null && !(tunedShare > 0 && tunedShare < 1)) {
      throw Checks.bad("backend.tunedShare", tunedShare, "between 0 and 1");
    }
  }

  /// Its id.
  public String id() {
    return facts.id();
  }

  /// Whether it could be measured: it can be run here and passed each parity case.
  public boolean measurable() {
    return facts.unavailableReason() == null && facts.parity().allPassed();
  }
}
