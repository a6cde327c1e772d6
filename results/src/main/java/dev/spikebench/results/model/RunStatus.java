package dev.spikebench.results.model;

/// How a run ended.
public enum RunStatus {
  /// Every planned iteration ran.
  COMPLETE("complete"),
  /// It was interrupted or gave up; what had run until then is in the file.
  PARTIAL("partial"),
  /// Nothing could be measured.
  FAILED("failed");

  private final String text;

  RunStatus(String text) {
    this.text = text;
  }

  /// The word used in the result file.
  public String text() {
    return text;
  }
}
