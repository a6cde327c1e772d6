package dev.spikebench.results.design;

/// One side of a paired session.
///
/// @param id id of the arm, distinct within the session
/// @param role why it is measured
public record Arm(String id, Role role) {

  /// @throws IllegalArgumentException when the id is blank
  public Arm {
    if (id.isBlank()) {
      throw new IllegalArgumentException("arm must have an id");
    }
  }

  /// Why an arm is measured.
  public enum Role {
    /// What candidates are held against.
    BASELINE,
    /// What is judged.
    CANDIDATE,
    /// The baseline started a second time: its true difference is none.
    CONTROL,
    /// Measured beside the others, never judged.
    REFERENCE
  }
}
