package dev.spikebench.parity.compare;

import dev.spikebench.parity.json.JsonValue;
import dev.spikebench.parity.json.JsonValue.JsonArray;
import dev.spikebench.parity.json.JsonValue.JsonNumber;
import dev.spikebench.parity.json.JsonValue.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether an answer whose values are not one's own has the contract's members and their types.
final class Shapes {
  private static final Set<String> COLUMNS =
      Set.of(
          "id",
          "event_id",
          "schema_version",
          "session_id",
          "agent_type",
          "event_type",
          "tool_name",
          "status",
          "tokens_in",
          "tokens_out",
          "branch",
          "project",
          "duration_ms",
          "created_at",
          "client_timestamp",
          "metadata",
          "payload_truncated",
          "model",
          "cost_usd",
          "cache_read_tokens",
          "cache_write_tokens",
          "source");

  private Shapes() {}

  static boolean isHealth(JsonValue value) {
    return value instanceof JsonObject health
        && health.get("status").equals(Optional.of(JsonValue.string("ok")))
        && areNumbers(health, List.of("uptime", "db_size_bytes", "sse_clients"));
  }

  static boolean isList(JsonValue value) {
    return value instanceof JsonObject list
        && areNumbers(list, List.of("total"))
        && list.effective().size() == 2
        && list.get("events").orElse(value) instanceof JsonArray rows
        && rows.items().stream()
            .allMatch(row -> row instanceof JsonObject o && o.effective().keySet().equals(COLUMNS));
  }

  static boolean isStats(JsonValue value) {
    return value instanceof JsonObject stats
        && areNumbers(
            stats,
            List.of(
                "total_events",
                "active_sessions",
                "total_sessions",
                "total_tokens_in",
                "total_tokens_out",
                "total_cost_usd"))
        && List.of("tool_breakdown", "agent_breakdown", "model_breakdown").stream()
            .allMatch(name -> stats.get(name).orElse(JsonValue.number(0)) instanceof JsonObject)
        && stats.get("branches").orElse(value) instanceof JsonArray;
  }

  private static boolean areNumbers(JsonObject object, List<String> names) {
    return names.stream()
        .allMatch(
            name ->
                object.get(name).orElse(JsonValue.string("")) instanceof JsonNumber number
                    && number.value() >= 0);
  }
}
