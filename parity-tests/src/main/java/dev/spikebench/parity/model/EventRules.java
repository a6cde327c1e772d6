package dev.spikebench.parity.model;

import dev.spikebench.parity.json.JsonValue;
import dev.spikebench.parity.json.JsonValue.JsonNumber;
import dev.spikebench.parity.json.JsonValue.JsonObject;
import dev.spikebench.parity.json.JsonValue.JsonString;
import dev.spikebench.parity.json.JsonValue.JsonWord;
import dev.spikebench.parity.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Judges one event (FIELD-01 to FIELD-47). One use, one thread.
final class EventRules {
  static final List<String> EVENT_TYPES =
      List.of(
          "tool_use",
          "session_start",
          "session_end",
          "error",
          "llm_request",
          "llm_response",
          "response",
          "file_change",
          "git_commit",
          "plan_step",
          "user_prompt");
  private static final List<String> STATUSES = List.of("success", "error", "timeout");
  private static final List<String> TEXTS =
      List.of("event_id", "tool_name", "branch", "project", "model");
  private static final List<String> INTEGERS =
      List.of("duration_ms", "tokens_in", "tokens_out", "cache_read_tokens", "cache_write_tokens");
  private static final int MAX_TEXT_BYTES = 4096;
  private static final double MAX_INTEGER = 0x1p53 - 1;
  private static final double MAX_COST = 1e9;

  /// One error: a field and its message.
  record FieldError(String field, String message) {}

  /// What was found: errors, or else the event.
  record Judgement(List<FieldError> errors, Optional<NewEvent> event) {}

  private final Map<String, JsonValue> members;
  private final List<FieldError> errors = new ArrayList<>();
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Double> integers = new HashMap<>();

  private EventRules(Map<String, JsonValue> members) {
    this.members = members;
  }

  static Judgement judge(JsonValue value, int payloadCapBytes) {
    if (!(value instanceof JsonObject object)) {
      return new Judgement(
          List.of(new FieldError("body", "must be a JSON object")), Optional.empty());
    }
    return new EventRules(object.effective()).judge(payloadCapBytes);
  }

  private Judgement judge(int payloadCapBytes) {
    String sessionId = required("session_id", List.of());
    String agentType = required("agent_type", List.of());
    String eventType = required("event_type", EVENT_TYPES);
    String status = status(eventType);
    TEXTS.forEach(this::text);
    INTEGERS.forEach(this::integer);
    Double cost = cost();
    String timestamp = timestamp();
    text("source");
    texts.putIfAbsent("source", "api");
    if (!errors.isEmpty()) {
      return new Judgement(errors, Optional.empty());
    }
    JsonValue metadata = given("metadata");
    return new Judgement(
        List.of(),
        Optional.of(
            new NewEvent(
                sessionId,
                agentType,
                eventType,
                status,
                texts,
                integers,
                cost,
                timestamp,
                metadata == null ? Metadata.NONE : Metadata.of(metadata, payloadCapBytes),
                metadata == null ? "{}" : JsonWriter.compact(metadata))));
  }

  private @Nullable JsonValue given(String name) {
    JsonValue value = members.get(name);
    return value == JsonWord.NULL ? null : value;
  }

  private String required(String name, List<String> listed) {
    if (!(given(name) instanceof JsonString text)) {
      return refuse(name, "must be a string");
    }
    String trimmed = Trim.trim(text.value());
    if (trimmed.isEmpty()) {
      return refuse(name, "must be a non-empty string");
    }
    if (!listed.isEmpty() && !listed.contains(trimmed)) {
      return refuse(name, "must be one of: " + String.join(", ", listed));
    }
    return tooLong(trimmed) ? refuse(name, "must be at most 4096 bytes") : trimmed;
  }

  private String status(String eventType) {
    JsonValue value = given("status");
    if (value == null) {
      return eventType.equals("error") ? "error" : "success";
    }
    if (!(value instanceof JsonString text)) {
      return refuse("status", "must be a string when provided");
    }
    return STATUSES.contains(text.value())
        ? text.value()
        : refuse("status", "must be one of: " + String.join(", ", STATUSES));
  }

  private void text(String name) {
    JsonValue value = given(name);
    if (value == null) {
      return;
    }
    if (!(value instanceof JsonString text)) {
      refuse(name, "must be a string when provided");
      return;
    }
    String trimmed = Trim.trim(text.value());
    if (tooLong(trimmed)) {
      refuse(name, "must be at most 4096 bytes");
    } else if (!trimmed.isEmpty()) {
      texts.put(name, trimmed);
    }
  }

  private void integer(String name) {
    JsonValue value = given(name);
    if (value == null) {
      return;
    }
    double number = value instanceof JsonNumber written ? written.value() : -1;
    if (number < 0 || number > MAX_INTEGER || number != Math.rint(number)) {
      refuse(name, "must be a non-negative integer when provided");
    } else {
      integers.put(name, number + 0.0);
    }
  }

  private @Nullable Double cost() {
    JsonValue value = given("cost_usd");
    if (value == null) {
      return null;
    }
    double number = value instanceof JsonNumber written ? written.value() : -1;
    if (number < 0 || number > MAX_COST) {
      refuse("cost_usd", "must be a non-negative number when provided");
    }
    return number + 0.0;
  }

  private @Nullable String timestamp() {
    JsonValue value = given("client_timestamp");
    if (value == null) {
      return null;
    }
    if (!(value instanceof JsonString text)) {
      return refuse("client_timestamp", "must be a string when provided");
    }
    return Timestamps.stored(text.value())
        .orElseGet(() -> refuse("client_timestamp", "must be a valid timestamp"));
  }

  private String refuse(String field, String message) {
    errors.add(new FieldError(field, message));
    return "";
  }

  private static boolean tooLong(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES;
  }
}
