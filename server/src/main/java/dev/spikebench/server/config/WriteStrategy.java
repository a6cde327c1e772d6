package dev.spikebench.server.config;

/// How many events share a commit.
public enum WriteStrategy {
  /// One commit a statement.
  PER_EVENT("per-event"),
  /// One transaction a request.
  PER_BATCH("per-batch"),
  /// Requests that wait together share one transaction and are answered after its commit.
  GROUP("group");

  private final String text;

  WriteStrategy(String text) {
    this.text = text;
  }

  /// The word of the configuration variable.
  public String text() {
    return text;
  }
}
