package dev.spikebench.results.study;

/// What a study says of a claim of the first study.
public enum ClaimVerdict {
  /// The intervals lie on the claimed side.
  CONFIRMED("confirmed"),
  /// The intervals lie on the other side.
  REFUTED("refuted"),
  /// Nothing else can be said: intervals are missing, enclose 1, or disagree between levels.
  CANNOT_TELL("cannot tell");

  private final String text;

  ClaimVerdict(String text) {
    this.text = text;
  }

  /// The words used in reports.
  public String text() {
    return text;
  }
}
