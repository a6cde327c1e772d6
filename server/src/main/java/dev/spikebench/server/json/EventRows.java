package dev.spikebench.server.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.spikebench.server.store.StoredEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Writes stored events as rows with all their columns, the same in answers and on the stream.
public final class EventRows {
  // Encoded once: a name given as text would be searched for what must be escaped, each time.
  private static final SerializedString ID = new SerializedString("id");
  private static final SerializedString EVENT_ID = new SerializedString("event_id");
  private static final SerializedString SCHEMA_VERSION = new SerializedString("schema_version");
  private static final SerializedString SESSION_ID = new SerializedString("session_id");
  private static final SerializedString AGENT_TYPE = new SerializedString("agent_type");
  private static final SerializedString EVENT_TYPE = new SerializedString("event_type");
  private static final SerializedString TOOL_NAME = new SerializedString("tool_name");
  private static final SerializedString STATUS = new SerializedString("status");
  private static final SerializedString TOKENS_IN = new SerializedString("tokens_in");
  private static final SerializedString TOKENS_OUT = new SerializedString("tokens_out");
  private static final SerializedString BRANCH = new SerializedString("branch");
  private static final SerializedString PROJECT = new SerializedString("project");
  private static final SerializedString DURATION_MS = new SerializedString("duration_ms");
  private static final SerializedString CREATED_AT = new SerializedString("created_at");
  private static final SerializedString CLIENT_TIMESTAMP = new SerializedString("client_timestamp");
  private static final SerializedString METADATA = new SerializedString("metadata");
  private static final SerializedString PAYLOAD_TRUNCATED =
      new SerializedString("payload_truncated");
  private static final SerializedString MODEL = new SerializedString("model");
  private static final SerializedString COST_USD = new SerializedString("cost_usd");
  private static final SerializedString CACHE_READ_TOKENS =
      new SerializedString("cache_read_tokens");
  private static final SerializedString CACHE_WRITE_TOKENS =
      new SerializedString("cache_write_tokens");
  private static final SerializedString SOURCE = new SerializedString("source");

  private EventRows() {}

  /// Writes one row as an object, its columns in table order.
  public static void write(JsonGenerator generator, StoredEvent event) throws IOException {
    generator.writeStartObject();
    generator.writeFieldName(ID);
    generator.writeNumber(event.id());
    generator.writeFieldName(EVENT_ID);
    generator.writeString(event.eventId());
    generator.writeFieldName(SCHEMA_VERSION);
    generator.writeNumber(event.schemaVersion());
    generator.writeFieldName(SESSION_ID);
    generator.writeString(event.sessionId());
    generator.writeFieldName(AGENT_TYPE);
    generator.writeString(event.agentType());
    generator.writeFieldName(EVENT_TYPE);
    generator.writeString(event.eventType());
    generator.writeFieldName(TOOL_NAME);
    generator.writeString(event.toolName());
    generator.writeFieldName(STATUS);
    generator.writeString(event.status());
    generator.writeFieldName(TOKENS_IN);
    generator.writeNumber(event.tokensIn());
    generator.writeFieldName(TOKENS_OUT);
    generator.writeNumber(event.tokensOut());
    generator.writeFieldName(BRANCH);
    generator.writeString(event.branch());
    generator.writeFieldName(PROJECT);
    generator.writeString(event.project());
    generator.writeFieldName(DURATION_MS);
    writeOptional(generator, event.durationMs());
    generator.writeFieldName(CREATED_AT);
    generator.writeString(event.createdAt());
    generator.writeFieldName(CLIENT_TIMESTAMP);
    generator.writeString(event.clientTimestamp());
    generator.writeFieldName(METADATA);
    generator.writeString(event.metadata());
    generator.writeFieldName(PAYLOAD_TRUNCATED);
    generator.writeNumber(event.payloadTruncated() ? 1 : 0);
    generator.writeFieldName(MODEL);
    generator.writeString(event.model());
    generator.writeFieldName(COST_USD);
    writeOptional(generator, event.costUsd());
    generator.writeFieldName(CACHE_READ_TOKENS);
    generator.writeNumber(event.cacheReadTokens());
    generator.writeFieldName(CACHE_WRITE_TOKENS);
    generator.writeNumber(event.cacheWriteTokens());
    generator.writeFieldName(SOURCE);
    generator.writeString(event.source());
    generator.writeEndObject();
  }

  private static void writeOptional(JsonGenerator generator, @Nullable Long value)
      throws IOException {
    if (value == null) {
      generator.writeNull();
    } else {
      generator.writeNumber(value.longValue());
    }
  }

  private static void writeOptional(JsonGenerator generator, @Nullable Double value)
      throws IOException {
    if (value == null) {
      generator.writeNull();
    } else {
      generator.writeNumber(value.doubleValue());
    }
  }
}
