package dev.spikebench.results.model;

/// Which way a metric gets better.
public enum Direction {
  LOWER_IS_BETTER("lower-is-better"),
  HIGHER_IS_BETTER("higher-is-better"),
  /// Never judged: it explains other figures.
  INFORMATIONAL("informational");

  private final String text;

  Direction(String text) {
    this.text = text;
  }

  /// The word used in the result file.
  public String text() {
    return text;
  }
}
