package dev.spikebench.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.spikebench.server.event.IngestEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a handler is usually written: the body becomes a tree, the tree is asked for each field. It
/// judges valid events as the contract does; the finer rules for bad ones are left out, so it is a
/// baseline that flatters the tree.
final class TreeParser {
  private static final int MAX_TEXT_BYTES = 4096;
  private static final Set<String> EVENT_TYPES =
      Set.of("tool_use", "session_start", "session_end", "error", "llm_request", "llm_response");
  private static final Set<String> STATUSES = Set.of("success", "error", "timeout");
  private static final DateTimeFormatter STORED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final JsonMapper mapper = JsonMapper.builder().build();
  private final int maxMetadataBytes;

  TreeParser(int maxMetadataBytes) {
    this.maxMetadataBytes = maxMetadataBytes;
  }

  IngestEvent parseEvent(byte[] body) throws IOException {
    return event(mapper.readTree(body));
  }

  List<IngestEvent> parseBatch(byte[] body) throws IOException {
    JsonNode items = mapper.readTree(body).path("events");
    List<IngestEvent> events = new ArrayList<>(items.size());
    for (JsonNode item : items) {
      events.add(event(item));
    }
    return events;
  }

  private IngestEvent event(JsonNode node) throws IOException {
    String metadata =
        node.hasNonNull("metadata") ? mapper.writeValueAsString(node.get("metadata")) : "{}";
    if (metadata.getBytes(StandardCharsets.UTF_8).length > maxMetadataBytes) {
      throw new IllegalArgumentException("metadata is over the cap");
    }
    return new IngestEvent(
        text(node, "event_id"),
        required(node, "session_id"),
        required(node, "agent_type"),
        listed(node, "event_type", EVENT_TYPES, ""),
        text(node, "tool_name"),
        listed(node, "status", STATUSES, "success"),
        integer(node, "tokens_in"),
        integer(node, "tokens_out"),
        text(node, "branch"),
        text(node, "project"),
        node.hasNonNull("duration_ms") ? (Long) integer(node, "duration_ms") : null,
        timestamp(text(node, "client_timestamp")),
        metadata,
        false,
        text(node, "model"),
        node.hasNonNull("cost_usd") ? (Double) node.get("cost_usd").doubleValue() : null,
        integer(node, "cache_read_tokens"),
        integer(node, "cache_write_tokens"),
        node.hasNonNull("source") ? required(node, "source") : "api");
  }

  private static @Nullable String timestamp(@Nullable String text) {
    return text == null ? null : STORED.format(OffsetDateTime.parse(text));
  }

  private static @Nullable String text(JsonNode node, String field) {
    if (!node.hasNonNull(field)) {
      return null;
    }
    String text = required(node, field);
    return text.isEmpty() ? null : text;
  }

  private static String required(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || !value.isTextual()) {
      throw new IllegalArgumentException(field + " must be a string");
    }
    String text = value.textValue().strip();
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES) {
      throw new IllegalArgumentException(field + " must be at most 4096 bytes");
    }
    return text;
  }

  private static String listed(JsonNode node, String field, Set<String> words, String fallback) {
    String text = node.hasNonNull(field) ? required(node, field) : fallback;
    if (!words.contains(text)) {
      throw new IllegalArgumentException(field + " must be one of: " + words);
    }
    return text;
  }

  private static long integer(JsonNode node, String field) {
    if (!node.hasNonNull(field)) {
      return 0;
    }
    JsonNode value = node.get(field);
    if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() % 1 != 0) {
      throw new IllegalArgumentException(field + " must be a non-negative integer when provided");
    }
    return value.longValue();
  }
}
