package dev.spikebench.server.event;

import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/// The fields of an event that are judged, in the order in which their errors are given. `metadata`
/// is none of them: nothing about it can be wrong.
enum EventField {
  SESSION_ID("session_id", Kind.REQUIRED_TEXT),
  AGENT_TYPE("agent_type", Kind.REQUIRED_TEXT),
  EVENT_TYPE("event_type", Kind.EVENT_TYPE),
  STATUS("status", Kind.STATUS),
  EVENT_ID("event_id", Kind.OPTIONAL_TEXT),
  TOOL_NAME("tool_name", Kind.OPTIONAL_TEXT),
  BRANCH("branch", Kind.OPTIONAL_TEXT),
  PROJECT("project", Kind.OPTIONAL_TEXT),
  MODEL("model", Kind.OPTIONAL_TEXT),
  DURATION_MS("duration_ms", Kind.INTEGER),
  TOKENS_IN("tokens_in", Kind.INTEGER),
  TOKENS_OUT("tokens_out", Kind.INTEGER),
  CACHE_READ_TOKENS("cache_read_tokens", Kind.INTEGER),
  CACHE_WRITE_TOKENS("cache_write_tokens", Kind.INTEGER),
  COST_USD("cost_usd", Kind.COST),
  CLIENT_TIMESTAMP("client_timestamp", Kind.TIMESTAMP),
  SOURCE("source", Kind.OPTIONAL_TEXT);

  /// Which rules a field is judged by.
  enum Kind {
    REQUIRED_TEXT,
    EVENT_TYPE,
    STATUS,
    OPTIONAL_TEXT,
    INTEGER,
    COST,
    TIMESTAMP;

    boolean isNumber() {
      return this == INTEGER || this == COST;
    }
  }

  @SuppressWarnings("ImmutableEnumChecker") // a text and its bytes, which it works out once
  private final SerializedString serializedKey;

  private final Kind kind;

  EventField(String key, Kind kind) {
    serializedKey = new SerializedString(key);
    this.kind = kind;
  }

  /// The name in the payload.
  String key() {
    return serializedKey.getValue();
  }

  /// The name in the payload, as a parser compares it with what it reads.
  SerializedString serializedKey() {
    return serializedKey;
  }

  Kind kind() {
    return kind;
  }

  /// The field of that name, or null where the contract knows none.
  static @Nullable EventField named(String key) {
    return switch (key) {
      case "session_id" -> SESSION_ID;
      case "agent_type" -> AGENT_TYPE;
      case "event_type" -> EVENT_TYPE;
      case "status" -> STATUS;
      case "event_id" -> EVENT_ID;
      case "tool_name" -> TOOL_NAME;
      case "branch" -> BRANCH;
      case "project" -> PROJECT;
      case "model" -> MODEL;
      case "duration_ms" -> DURATION_MS;
      case "tokens_in" -> TOKENS_IN;
      case "tokens_out" -> TOKENS_OUT;
      case "cache_read_tokens" -> CACHE_READ_TOKENS;
      case "cache_write_tokens" -> CACHE_WRITE_TOKENS;
      case "cost_usd" -> COST_USD;
      case "client_timestamp" -> CLIENT_TIMESTAMP;
      case "source" -> SOURCE;
      default -> null;
    };
  }
}
