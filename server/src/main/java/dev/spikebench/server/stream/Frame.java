package dev.spikebench.server.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Rendered bytes of one or more whole messages. Many subscribers share the same array; nobody
/// changes it.
///
/// @param bytes the array the messages are in
/// @param offset where they start
/// @param length how many bytes they take
@SuppressWarnings("ArrayRecordComponent") // shared and never compared
record Frame(byte[] bytes, int offset, int length) {

  /// The comment that keeps a silent stream alive.
  static final Frame HEARTBEAT = of(": heartbeat\n\n".getBytes(StandardCharsets.US_ASCII));

  static Frame of(byte[] bytes) {
    return new Frame(bytes, 0, bytes.length);
  }

  /// A view of its own for one subscriber.
  ByteBuffer view() {
    return ByteBuffer.wrap(bytes, offset, length).slice();
  }
}
