package dev.spikebench.loadgen.nullserver;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Renders the messages of the event stream as the contract has them: rows with all columns, the
/// times being fixed. Server thread only.
final class StreamFrames {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOW = "1970-01-01 00:00:00";
  private static final byte[] START = "data: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

  @FunctionalInterface
  private interface Members {
    void writeTo(JsonGenerator out) throws IOException;
  }

  private StreamFrames() {}

  /// The message that a stream begins with.
  static byte[] connected() throws IOException {
    return frame(
        out -> {
          out.writeStringField("type", "connected");
          out.writeStringField("timestamp", "1970-01-01T00:00:00.000Z");
        });
  }

  /// The messages of the first events of a request.
  ///
  /// @param body body of the request, one event or a batch
  /// @param firstId row `id` of the first event
  /// @param count events that are stored
  static List<byte[]> events(byte[] body, long firstId, int count) throws IOException {
    JsonNode root = JSON.readTree(body);
    List<byte[]> frames = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      JsonNode event = root.has("events") ? root.path("events").path(i) : root;
      frames.add(event(event, firstId + i));
    }
    return frames;
  }

  private static byte[] event(JsonNode event, long id) throws IOException {
    return frame(
        out -> {
          out.writeStringField("type", "event");
          out.writeObjectFieldStart("payload");
          out.writeNumberField("id", id);
          copy(out, event, "event_id");
          out.writeNumberField("schema_version", 1);
          copy(out, event, "session_id", "agent_type", "event_type", "tool_name", "status");
          copy(out, event, "tokens_in", "tokens_out", "branch", "project", "duration_ms");
          out.writeStringField("created_at", NOW);
          copy(out, event, "client_timestamp");
          out.writeStringField("metadata", event.path("metadata").toString());
          out.writeNumberField("payload_truncated", 0);
          copy(out, event, "model", "cost_usd", "cache_read_tokens", "cache_write_tokens");
          out.writeStringField("source", "api");
          out.writeEndObject();
        });
  }

  private static void copy(JsonGenerator out, JsonNode event, String... names) throws IOException {
    for (String name : names) {
      out.writeFieldName(name);
      JSON.writeTree(out, event.get(name));
    }
  }

  private static byte[] frame(Members members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(START);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      out.writeStartObject();
      members.writeTo(out);
      out.writeEndObject();
    }
    bytes.writeBytes(END);
    return bytes.toByteArray();
  }
}
