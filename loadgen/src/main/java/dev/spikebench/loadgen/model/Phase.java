package dev.spikebench.loadgen.model;

/// The parts of a run, in their order.
public enum Phase {
  /// The client runs against its own in-process server, until its figures settle.
  SELF_WARM_UP("client warm-up"),
  /// The target's own warm-up, counted apart.
  TARGET_WARM_UP("target warm-up"),
  /// What the figures are made of.
  MEASURED("measured"),
  /// The same workload again, with a slow reader of the stream and without.
  SLOW_READER("slow reader"),
  /// The same load on the client's own in-process server, to know what the client can do by itself;
  /// before or after the others.
  CLIENT_CHECK("client check");

  private final String text;

  Phase(String text) {
    this.text = text;
  }

  /// Short words for a progress line.
  public String text() {
    return text;
  }
}
