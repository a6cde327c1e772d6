package dev.spikebench.results.model;

/// What sort of quantity a metric is.
public enum MetricKind {
  DURATION("duration"),
  RATE("rate"),
  SIZE("size"),
  COUNT("count"),
  RATIO("ratio");

  private final String text;

  MetricKind(String text) {
    this.text = text;
  }

  /// The word used in the result file.
  public String text() {
    return text;
  }
}
