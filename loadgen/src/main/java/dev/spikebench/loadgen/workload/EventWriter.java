package dev.spikebench.loadgen.workload;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.spikebench.loadgen.draw.Draws;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/// Writes the events of one part of a run, each a function of its index alone. One thread.
final class EventWriter {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final String SESSION_PREFIX = "bench-session-";
  private static final long PURPOSE = 1;

  /// The writers of one kind of event; the fields before `client_timestamp` in the spec's order.
  private record Kind(List<Field> fields, MetadataWriter metadata) {}

  private record Field(SerializedString key, ValueWriter value) {}

  private final EventIds ids;
  private final int sessions;
  private final String clientTimestamp;
  private final Repeats repeats;
  private final Draws draws;
  private final Weights weights;
  private final List<Kind> kinds = new ArrayList<>();

  /// @param workload what to write
  /// @param ids the ids of the part
  /// @param instant the `client_timestamp` of every event, cut to milliseconds
  /// @param seed the run's seed
  EventWriter(Workload workload, EventIds ids, Instant instant, long seed) {
    this.ids = ids;
    this.sessions = workload.sessions();
    this.clientTimestamp = TIMESTAMP.format(instant);
    this.repeats = new Repeats(workload.duplicateShare(), seed);
    this.draws = new Draws(seed, PURPOSE);
    this.weights = Weights.of(workload.kinds().stream().map(EventKind::weight));
    workload.kinds().forEach(kind -> kinds.add(compile(kind)));
  }

  private static Kind compile(EventKind kind) {
    List<Field> fields = new ArrayList<>();
    kind.fields()
        .forEach(
            (field, source) ->
                fields.add(
                    new Field(new SerializedString(field.key()), ValueWriter.of(field, source))));
    return new Kind(fields, new MetadataWriter(kind));
  }

  /// Writes the event that is sent at an index.
  ///
  /// @param bytes where the generator writes to
  void write(JsonGenerator out, ByteArrayOutputStream bytes, long index) throws IOException {
    long source = repeats.sourceOf(index);
    draws.at(source);
    Kind kind = kinds.get(weights.draw(draws));
    out.writeStartObject();
    out.writeStringField("event_id", ids.of(source));
    out.writeStringField("session_id", SESSION_PREFIX + source % sessions);
    for (Field field : kind.fields()) {
      out.writeFieldName(field.key());
      field.value().write(out, source, draws);
    }
    out.writeStringField("client_timestamp", clientTimestamp);
    out.writeFieldName("metadata");
    kind.metadata().write(out, bytes, source, draws);
    out.writeEndObject();
  }
}
