package dev.spikebench.parity.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// The answer of `/api/stats`, as far as the cases look at it.
final class Stats {
  private static final List<String> COUNTS =
      List.of(
          "total_events",
          "active_sessions",
          "total_sessions",
          "total_tokens_in",
          "total_tokens_out");
  private static final List<String> BREAKDOWNS =
      List.of("tool_breakdown", "agent_breakdown", "model_breakdown");

  private Stats() {}

  static void check(JsonNode stats) {
    COUNTS.forEach(name -> Expect.count(stats, name));
    Expect.number(stats, "total_cost_usd");
    for (String name : BREAKDOWNS) {
      JsonNode breakdown = stats.path(name);
      Expect.that(breakdown.isObject(), name + " must be an object of counts", stats);
      breakdown.fieldNames().forEachRemaining(key -> Expect.count(breakdown, key));
    }
    JsonNode branches = stats.path("branches");
    Expect.that(branches.isArray(), "branches must be an array of names", stats);
    branches.forEach(
        branch -> Expect.that(branch.isTextual(), "every branch must be a string", stats));
  }

  /// `stats`, if a rise by a few can be seen in its totals at all.
  static JsonNode summable(JsonNode stats) {
    for (String name : COUNTS) {
      Expect.that(
          stats.path(name).asDouble() < Expect.EXACT_INTEGERS,
          name + " is past 2^53, where a rise can no longer be seen: use another database",
          stats);
    }
    return stats;
  }

  /// Others may have added to it meanwhile: at least `by`.
  static void rose(JsonNode before, JsonNode after, String name, long by) {
    long rise = after.path(name).asLong() - before.path(name).asLong();
    Expect.that(rise >= by, name + " must rise by " + by + " or more", before + " -> " + after);
  }
}
