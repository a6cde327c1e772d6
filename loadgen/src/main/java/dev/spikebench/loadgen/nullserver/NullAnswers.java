package dev.spikebench.loadgen.nullserver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Renders the null server's answers. Server thread only.
final class NullAnswers {
  private static final JsonFactory JSON = new JsonFactory();

  @FunctionalInterface
  private interface Members {
    void writeTo(JsonGenerator out) throws IOException;
  }

  private NullAnswers() {}

  /// The answer to a batch or a single event.
  ///
  /// @param stored events said to be stored, with the ids from `firstId` on
  /// @param duplicates events said to be stored before
  /// @param rejected events said to be wrong
  static ByteBuffer ingest(
      int status, long firstId, int stored, int duplicates, int rejected, boolean close) {
    return json(
        status,
        close ? "Connection: close\r\n" : likeOneOfMany(firstId),
        out -> {
          out.writeNumberField("received", stored);
          out.writeArrayFieldStart("ids");
          for (long id = firstId; id < firstId + stored; id++) {
            out.writeNumber(id);
          }
          out.writeEndArray();
          out.writeNumberField("duplicates", duplicates);
          writeRejected(out, stored + duplicates, rejected);
        });
  }

  /// Headers as different backends send them, in turn: a client that is warmed up on one kind alone
  /// has its compiled code thrown away by the first answer of another kind.
  private static String likeOneOfMany(long firstId) {
    // The second bit, since batches of an even size leave the first as it is.
    return (firstId & 2) == 0
        ? "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
        : "Connection: keep-alive\r\nKeep-Alive: timeout=5\r\n";
  }

  /// @param latenessUs by how much answers went out late, median in µs: what a calibration asks for
  static ByteBuffer health(int latenessUs) {
    return json(
        200,
        "",
        out -> {
          out.writeStringField("status", "ok");
          out.writeNumberField("answer_lateness_us", latenessUs);
        });
  }

  static ByteBuffer stats(long totalEvents) {
    return json(200, "", out -> out.writeNumberField("total_events", totalEvents));
  }

  static ByteBuffer error(int status, String message) {
    String retryAfter = status == 503 ? "Retry-After: 1\r\n" : "";
    return json(status, retryAfter, out -> out.writeStringField("error", message));
  }

  private static void writeRejected(JsonGenerator out, int first, int count) throws IOException {
    out.writeArrayFieldStart("rejected");
    for (int index = first; index < first + count; index++) {
      out.writeStartObject();
      out.writeNumberField("index", index);
      out.writeArrayFieldStart("errors");
      out.writeString("agent_type: must be a string");
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static ByteBuffer json(int status, String extraHeaders, Members members) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(body)) {
      out.writeStartObject();
      members.writeTo(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing into memory does not fail.", e);
    }
    String head =
        "HTTP/1.1 "
            + status
            + " .\r\nContent-Type: application/json; charset=utf-8\r\n"
            + extraHeaders
            + "Content-Length: "
            + body.size()
            + "\r\n\r\n";
    return ByteBuffer.allocate(head.length() + body.size())
        .put(head.getBytes(StandardCharsets.ISO_8859_1))
        .put(body.toByteArray())
        .flip();
  }
}
