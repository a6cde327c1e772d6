package dev.spikebench.server.store;

import java.util.List;
import java.util.SequencedMap;

/// Statistics of one moment, seen in one snapshot. All but the session counts speak of the events
/// that match the filter.
///
/// @param totalEvents matching events
/// @param activeSessions sessions in status `active`
/// @param totalSessions all sessions
/// @param totalTokensIn exact sum of `tokens_in`, held at the limits of 64 bits
/// @param totalTokensOut exact sum of `tokens_out`, held at the limits of 64 bits
/// @param totalCostUsd sum of `cost_usd`, finite, right to one part in 10^12
/// @param toolBreakdown events per tool name: at most 1,000, most frequent first, ties by UTF-8
///   bytes; unmodifiable
/// @param agentBreakdown the same per agent type
/// @param modelBreakdown the same per model
/// @param branches the first 1,000 distinct branches by UTF-8 bytes
public record StatsSnapshot(
    long totalEvents,
    long activeSessions,
    long totalSessions,
    long totalTokensIn,
    long totalTokensOut,
    double totalCostUsd,
    SequencedMap<String, Long> toolBreakdown,
    SequencedMap<String, Long> agentBreakdown,
    SequencedMap<String, Long> modelBreakdown,
    List<String> branches) {

  /// Of sums and counts as they are read.
  StatsSnapshot(
      TotalsRow sums,
      SessionCounts sessions,
      SequencedMap<String, Long> tools,
      SequencedMap<String, Long> agents,
      SequencedMap<String, Long> models,
      List<String> branches) {
    this(
        sums.events(),
        sessions.active(),
        sessions.all(),
        sums.totalTokensIn(),
        sums.totalTokensOut(),
        sums.totalCostUsd(),
        tools,
        agents,
        models,
        branches);
  }
}
