package dev.spikebench.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.spikebench.server.event.FieldError;
import dev.spikebench.server.event.ParsedEvent;
import dev.spikebench.server.store.WriteOutcome;
import java.io.IOException;
import java.util.List;

/// The answers to ingested events.
final class IngestAnswers {
  private IngestAnswers() {}

  /// Of one valid event: stored, or known already.
  static Answer single(WriteOutcome.Stored stored) {
    return Answer.json(
        stored.ids().length == 0 ? 200 : 201,
        generator -> {
          generator.writeStartObject();
          writeStored(generator, stored);
          generator.writeEndObject();
        });
  }

  /// Of a batch: what was stored, and what was refused by the index of its item.
  static Answer batch(WriteOutcome.Stored stored, List<ParsedEvent> items) {
    return Answer.json(
        201,
        generator -> {
          generator.writeStartObject();
          writeStored(generator, stored);
          generator.writeArrayFieldStart("rejected");
          for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof ParsedEvent.Invalid(var errors)) {
              writeRejected(generator, i, errors);
            }
          }
          generator.writeEndArray();
          generator.writeEndObject();
        });
  }

  /// Of one event that was refused.
  static Answer invalidEvent(List<FieldError> errors) {
    return Answer.json(
        400,
        generator -> {
          generator.writeStartObject();
          generator.writeStringField("error", "Invalid event payload");
          generator.writeArrayFieldStart("details");
          for (FieldError error : errors) {
            generator.writeStartObject();
            generator.writeStringField("field", error.field());
            generator.writeStringField("message", error.message());
            generator.writeEndObject();
          }
          generator.writeEndArray();
          generator.writeEndObject();
        });
  }

  private static void writeStored(JsonGenerator generator, WriteOutcome.Stored stored)
      throws IOException {
    generator.writeNumberField("received", stored.ids().length);
    generator.writeFieldName("ids");
    generator.writeArray(stored.ids(), 0, stored.ids().length);
    generator.writeNumberField("duplicates", stored.duplicates());
  }

  private static void writeRejected(JsonGenerator generator, int index, List<FieldError> errors)
      throws IOException {
    generator.writeStartObject();
    generator.writeNumberField("index", index);
    generator.writeArrayFieldStart("errors");
    for (FieldError error : errors) {
      generator.writeString(error.field() + ": " + error.message());
    }
    generator.writeEndArray();
    generator.writeEndObject();
  }
}
