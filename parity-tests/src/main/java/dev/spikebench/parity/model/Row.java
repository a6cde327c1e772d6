package dev.spikebench.parity.model;

import dev.spikebench.parity.json.JsonValue;
import dev.spikebench.parity.json.JsonValue.JsonNumber;
import dev.spikebench.parity.json.JsonValue.JsonObject;
import dev.spikebench.parity.json.JsonValue.JsonWord;
import dev.spikebench.parity.json.JsonValue.Member;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stored event.
///
/// @param ordinal 1 for the first one that the model stored; stands for the id
/// @param branch given, or the session's
/// @param project given, or the session's
public record Row(int ordinal, NewEvent event, @Nullable String branch, @Nullable String project) {
  private static final List<String> ZERO_BY_DEFAULT =
      List.of("tokens_in", "tokens_out", "cache_read_tokens", "cache_write_tokens");

  /// The value of a column; null where it has none.
  public @Nullable String text(String column) {
    return switch (column) {
      case "session_id" -> event.sessionId();
      case "agent_type" -> event.agentType();
      case "event_type" -> event.eventType();
      case "branch" -> branch;
      case "project" -> project;
      default -> event.text(column);
    };
  }

  /// An integer column that has a default.
  public double integer(String column) {
    return event.integers().getOrDefault(column, 0.0);
  }

  /// The row as it is listed, its id as `#1` and its time as `time`.
  public JsonObject json() {
    List<Member> members = new ArrayList<>();
    add(members, "id", JsonValue.string("#" + ordinal));
    add(members, "schema_version", JsonValue.number(1));
    for (String column :
        List.of(
            "session_id",
            "agent_type",
            "event_type",
            "event_id",
            "tool_name",
            "branch",
            "project",
            "model",
            "source")) {
      String value = text(column);
      add(members, column, value == null ? JsonWord.NULL : JsonValue.string(value));
    }
    add(members, "status", JsonValue.string(event.status()));
    ZERO_BY_DEFAULT.forEach(column -> add(members, column, number(integer(column))));
    add(members, "duration_ms", numberOrNull(event.integers().get("duration_ms")));
    add(members, "cost_usd", numberOrNull(event.costUsd()));
    String timestamp = event.clientTimestamp();
    add(
        members,
        "client_timestamp",
        timestamp == null ? JsonWord.NULL : JsonValue.string(timestamp));
    add(members, "created_at", JsonValue.string("time"));
    add(members, "metadata", JsonValue.string(event.metadata().stored()));
    add(members, "payload_truncated", JsonValue.number(event.metadata().truncated() ? 1 : 0));
    return new JsonObject(members);
  }

  private static void add(List<Member> members, String name, JsonValue value) {
    members.add(new Member(JsonValue.string(name), value));
  }

  private static JsonValue numberOrNull(@Nullable Double value) {
    return value == null ? JsonWord.NULL : number(value);
  }

  static JsonNumber number(double value) {
    return new JsonNumber(new BigDecimal(Double.toString(value)).toPlainString());
  }
}
