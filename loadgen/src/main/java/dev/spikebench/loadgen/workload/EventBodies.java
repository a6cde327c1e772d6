package dev.spikebench.loadgen.workload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongFunction;

/// Renders the bodies of one part of a run, in any order: single events, or batches of them. One
/// thread.
final class EventBodies implements LongFunction<byte[]> {
  private static final int INITIAL_BYTES = 16 * 1024;

  private final JsonFactory json = new JsonFactory();
  private final Workload workload;
  private final long events;
  private final EventWriter writer;

  /// @param events events of the part; the last body holds what is left
  EventBodies(Workload workload, long events, EventWriter writer) {
    this.workload = workload;
    this.events = events;
    this.writer = writer;
  }

  @Override
  public byte[] apply(long request) {
    long first = request * workload.batchSize();
    long end = Math.min(first + workload.batchSize(), events);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    try (JsonGenerator out = json.createGenerator(bytes)) {
      if (workload.single()) {
        writer.write(out, bytes, first);
      } else {
        out.writeStartObject();
        out.writeArrayFieldStart("events");
        for (long index = first; index < end; index++) {
          writer.write(out, bytes, index);
        }
        out.writeEndArray();
        out.writeEndObject();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Writing into memory does not fail.", e);
    }
    return bytes.toByteArray();
  }
}
