package dev.spikebench.results.model;

/// How the measurement was laid out.
///
/// @param protocol name of the layout: `seed` is one fresh process, database and load an iteration,
///   as in the first study
/// @param order how the order of backends was chosen, for instance `balanced-random`
/// @param roundsPlanned rounds that were planned; each round measures every backend once
/// @param restart when backends are started anew, for instance `per-iteration`
/// @param latencyFrom what a latency counts from: `sent` (the real send time) or `scheduled`
/// @param confidence confidence of every interval in the summary, between 0.5 and 1
public record Design(
    String protocol,
    String order,
    int roundsPlanned,
    String restart,
    String latencyFrom,
    double confidence) {

  /// Protocol of the first study: one fresh process, database and load an iteration.
  public static final String PROTOCOL_SEED = "seed";

  /// @throws IllegalArgumentException when a value is missing or out of range
  public Design {
    Checks.id("design.protocol", protocol);
    Checks.id("design.order", order);
    Checks.atLeast("design.roundsPlanned", 1, roundsPlanned);
    Checks.id("design.restart", restart);
    Checks.id("design.latencyFrom", latencyFrom);
    if (!(confidence > 0.5 && confidence < 1)) {
      throw Checks.bad("design.confidence", confidence, "between 0.5 and 1");
    }
  }

  /// The layout of the first study repeated over rounds: fresh processes in balanced random order,
  /// latencies from the real send time, intervals of 95 % confidence.
  public static Design seedProtocol(int roundsPlanned) {
    return new Design(
        PROTOCOL_SEED, "balanced-random", roundsPlanned, "per-iteration", "sent", 0.95);
  }
}
