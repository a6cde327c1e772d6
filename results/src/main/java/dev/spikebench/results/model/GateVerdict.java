package dev.spikebench.results.model;

/// What a gate's session ends with.
public enum GateVerdict {
  /// A change for the worse beyond the tolerances is ruled out.
  PASS("pass", "PASS"),
  /// A change for the worse was seen, and it is not small.
  REGRESSED("regressed", "REGRESSED"),
  /// Cannot tell.
  INCONCLUSIVE("inconclusive", "INCONCLUSIVE"),
  /// The two sides are not alike enough to be held against each other.
  NOT_COMPARABLE("not-comparable", "NOT COMPARABLE"),
  /// An arm failed; its figures mean nothing.
  RUN_FAILED("run-failed", "RUN FAILED");

  private final String text;
  private final String title;

  GateVerdict(String text, String title) {
    this.text = text;
    this.title = title;
  }

  /// The word used in files.
  public String text() {
    return text;
  }

  /// The word that people read.
  public String title() {
    return title;
  }
}
