package dev.spikebench.parity.observe;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// All that was seen of one scenario at one backend.
///
/// @param nonce the letters of this run
/// @param before sessions that were there
/// @param rows the pages of the listing of what the scenario left, newest first; `firstId` and
///   below are older
/// @param stats the statistics of each agent type asked for, after the last step
/// @param stream the messages of a subscriber to everything
/// @param subscribers the messages of the scenario's own subscribers
/// @param swept whether a sweep of sessions was told meanwhile, which changes counts that the steps
///   did not
/// @param sent when the first step began
/// @param received when the last answer had come
public record Trace(
    String nonce,
    List<StepTrace> steps,
    Sessions before,
    long firstId,
    List<Answer> rows,
    Map<String, Answer> stats,
    List<String> stream,
    List<List<String>> subscribers,
    boolean swept,
    Instant sent,
    Instant received) {

  /// Counts of sessions.
  public record Sessions(long total, long active) {}

  /// Copies everything.
  public Trace {
    steps = List.copyOf(steps);
    rows = List.copyOf(rows);
    stats = Map.copyOf(stats);
    stream = List.copyOf(stream);
    subscribers = subscribers.stream().map(List::copyOf).toList();
  }
}
