package dev.spikebench.server.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.spikebench.server.store.StoredEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Writes stored events as rows with all their columns, the same in answers and on the stream.
public final class EventRows {
  private EventRows() {}

  /// Writes one row as an object, its columns in table order.
  public static void write(JsonGenerator generator, StoredEvent event) throws IOException {
    generator.writeStartObject();
    generator.writeNumberField("id", event.id());
    generator.writeStringField("event_id", event.eventId());
    generator.writeNumberField("schema_version", event.schemaVersion());
    generator.writeStringField("session_id", event.sessionId());
    generator.writeStringField("agent_type", event.agentType());
    generator.writeStringField("event_type", event.eventType());
    generator.writeStringField("tool_name", event.toolName());
    generator.writeStringField("status", event.status());
    generator.writeNumberField("tokens_in", event.tokensIn());
    generator.writeNumberField("tokens_out", event.tokensOut());
    generator.writeStringField("branch", event.branch());
    generator.writeStringField("project", event.project());
    writeOptional(generator, "duration_ms", event.durationMs());
    generator.writeStringField("created_at", event.createdAt());
    generator.writeStringField("client_timestamp", event.clientTimestamp());
    generator.writeStringField("metadata", event.metadata());
    generator.writeNumberField("payload_truncated", event.payloadTruncated() ? 1 : 0);
    generator.writeStringField("model", event.model());
    writeOptional(generator, "cost_usd", event.costUsd());
    generator.writeNumberField("cache_read_tokens", event.cacheReadTokens());
    generator.writeNumberField("cache_write_tokens", event.cacheWriteTokens());
    generator.writeStringField("source", event.source());
    generator.writeEndObject();
  }

  private static void writeOptional(JsonGenerator generator, String name, @Nullable Long value)
      throws IOException {
    if (value == null) {
      generator.writeNullField(name);
    } else {
      generator.writeNumberField(name, value.longValue());
    }
  }

  private static void writeOptional(JsonGenerator generator, String name, @Nullable Double value)
      throws IOException {
    if (value == null) {
      generator.writeNullField(name);
    } else {
      generator.writeNumberField(name, value.doubleValue());
    }
  }
}
