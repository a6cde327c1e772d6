package dev.spikebench.server.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.spikebench.server.json.EventRows;
import dev.spikebench.server.json.Json;
import dev.spikebench.server.json.StatsFigures;
import dev.spikebench.server.store.StatsSnapshot;
import dev.spikebench.server.store.StoredEvent;
import dev.spikebench.server.store.SweepResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Renders messages as frames: `data: `, one line of JSON, a blank line.
final class Frames {
  private static final byte[] START = "data: ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final SerializedString EVENT_START =
      new SerializedString("data: {\"type\":\"event\",\"payload\":");
  private static final SerializedString EVENT_END = new SerializedString("}\n\n");
  private static final SerializedString NOTHING = new SerializedString("");
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Frames() {}

  static Frame connected(Instant now) {
    return message(
        generator -> {
          generator.writeStartObject();
          generator.writeStringField("type", "connected");
          generator.writeStringField("timestamp", TIMESTAMP.format(now));
          generator.writeEndObject();
        });
  }

  static Frame stats(StatsSnapshot stats) {
    return message(
        generator -> {
          generator.writeStartObject();
          generator.writeStringField("type", "stats");
          generator.writeFieldName("payload");
          StatsFigures.write(generator, stats);
          generator.writeEndObject();
        });
  }

  static Frame sessionUpdate(SweepResult swept) {
    return message(
        generator -> {
          generator.writeStartObject();
          generator.writeStringField("type", "session_update");
          generator.writeObjectFieldStart("payload");
          generator.writeStringField("type", "idle_check");
          generator.writeNumberField("idled", swept.idled());
          generator.writeNumberField("ended", swept.ended());
          generator.writeEndObject();
          generator.writeEndObject();
        });
  }

  /// Prepares a generator for [#writeEvent]; one for each event would cost more than what it
  /// writes.
  static void startEvents(JsonGenerator generator) {
    generator.setRootValueSeparator(NOTHING); // what is between the frames is theirs
  }

  /// Writes the frame of one stored event.
  static void writeEvent(JsonGenerator generator, StoredEvent event) throws IOException {
    generator.writeRaw(EVENT_START);
    EventRows.write(generator, event);
    generator.writeRaw(EVENT_END);
  }

  private static Frame message(Json.Writer json) {
    try (ByteArrayBuilder target = new ByteArrayBuilder(512)) {
      append(target, json);
      return Frame.of(target.toByteArray());
    }
  }

  private static void append(ByteArrayBuilder target, Json.Writer json) {
    target.write(START, 0, START.length);
    Json.write(target, json);
    target.write(END, 0, END.length);
  }
}
