package dev.spikebench.results.model;

/// Something that no statistics can weigh: the session ends with it, and nothing is judged.
///
/// @param kind what sort of fault
/// @param arm id of the arm
/// @param sentence what was seen
public record GateFault(Kind kind, String arm, String sentence) {

  /// @throws IllegalArgumentException when a value is missing
  public GateFault {
    Checks.present("fault.kind", kind);
    Checks.id("fault.arm", arm);
    Checks.text("fault.sentence", sentence);
  }

  /// What sort of fault.
  public enum Kind {
    /// A parity case failed: it does not behave as the contract says.
    PARITY("parity"),
    /// It could not be built, did not start, died or was not to be reached.
    UNAVAILABLE("unavailable"),
    /// Requests failed.
    FAILED_REQUESTS("failed-requests"),
    /// Acknowledged and stored events differ.
    LOST_EVENTS("lost-events"),
    /// Something else than the process that was started did the work.
    WRONG_PROCESS("wrong-process"),
    /// A figure that gates cannot be measured.
    NO_FIGURE("no-figure");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /// The word used in the file.
    public String text() {
      return text;
    }
  }
}
