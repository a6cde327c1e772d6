package dev.spikebench.server.http;

import dev.spikebench.server.json.Json;
import org.jspecify.annotations.Nullable;

/// A complete answer, apart from the fields that every answer gets.
///
/// @param status HTTP status code
/// @param json the body, null where the answer has none
/// @param allow the value of `Allow`, null where the answer has none
/// @param retryAfterSeconds the value of `Retry-After`, 0 where the answer has none
/// @param closes whether the connection ends with this answer
@SuppressWarnings("ArrayRecordComponent") // bytes on their way out, never compared
record Answer(
    int status,
    byte @Nullable [] json,
    @Nullable String allow,
    int retryAfterSeconds,
    boolean closes) {

  static Answer json(int status, byte[] json) {
    return new Answer(status, json, null, 0, false);
  }

  static Answer json(int status, Json.Writer writer) {
    return json(status, Json.bytes(writer));
  }

  /// An error in the form that all of them have.
  static Answer error(int status, String message) {
    return json(
        status,
        generator -> {
          generator.writeStartObject();
          generator.writeStringField("error", message);
          generator.writeEndObject();
        });
  }

  /// A refusal that a client may try again after a second.
  static Answer busy(String message) {
    Answer error = error(503, message);
    return new Answer(503, error.json, null, 1, false);
  }

  /// An empty 204 with the methods of a path.
  static Answer options(String allow) {
    return new Answer(204, null, allow, 0, false);
  }

  static Answer methodNotAllowed(String allow) {
    Answer error = error(405, "Method not allowed");
    return new Answer(405, error.json, allow, 0, false);
  }

  /// This answer as the last one of its connection.
  Answer closing() {
    return new Answer(status, json, allow, retryAfterSeconds, true);
  }
}
