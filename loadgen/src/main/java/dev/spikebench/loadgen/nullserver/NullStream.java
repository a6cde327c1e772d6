package dev.spikebench.loadgen.nullserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One subscriber of the null server's event stream, which is sent in chunks. Server thread only.
final class NullStream {
  private static final byte[] HEAD =
      """
      HTTP/1.1 200 .\r
      Content-Type: text/event-stream\r
      Cache-Control: no-cache\r
      X-Accel-Buffering: no\r
      Transfer-Encoding: chunked\r
      \r
      """
          .getBytes(StandardCharsets.US_ASCII);

  private final NullConnection connection;
  private final StreamPlan plan;
  private final long number;
  private byte @Nullable [] heldBack;

  /// @param number number of the stream since the server started, from 1
  NullStream(NullConnection connection, StreamPlan plan, long number) {
    this.connection = connection;
    this.plan = plan;
    this.number = number;
  }

  void begin() throws IOException {
    connection.send(ByteBuffer.wrap(HEAD), false);
    send(chunk(StreamFrames.connected()));
  }

  boolean isOpen() {
    return connection.isOpen();
  }

  /// Gives up a subscriber that has broken off.
  void abandon(Exception cause) {
    try {
      connection.close();
    } catch (IOException closing) {
      cause.addSuppressed(closing);
    }
  }

  /// Sends what all subscribers get.
  void send(ByteBuffer chunk) throws IOException {
    connection.send(chunk, false);
  }

  /// Sends the messages of a request as one chunk, less what the plan does to them.
  void send(List<byte[]> frames, long firstId) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < frames.size(); i++) {
      StreamPlan.Delivery delivery = plan.delivery(number, firstId + i);
      if (delivery == StreamPlan.Delivery.CLOSE) {
        connection.send(chunk(bytes.toByteArray()), true);
        return;
      }
      append(bytes, frames.get(i), delivery);
    }
    if (bytes.size() > 0) {
      connection.send(chunk(bytes.toByteArray()), false);
    }
  }

  private void append(ByteArrayOutputStream bytes, byte[] frame, StreamPlan.Delivery delivery) {
    switch (delivery) {
      case SEND -> bytes.writeBytes(frame);
      case TWICE -> {
        bytes.writeBytes(frame);
        bytes.writeBytes(frame);
      }
      case AFTER_NEXT -> {
        heldBack = frame;
        return;
      }
      case DROP, CLOSE -> {
        return;
      }
    }
    byte[] held = heldBack;
    if (held != null) {
      heldBack = null;
      bytes.writeBytes(held);
    }
  }

  /// A chunk of the transfer coding; nothing at all for no data, since an empty one would be the
  /// last.
  static ByteBuffer chunk(byte[] data) {
    if (data.length == 0) {
      return ByteBuffer.allocate(0);
    }
    byte[] size = (Integer.toHexString(data.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(size.length + data.length + 2)
        .put(size)
        .put(data)
        .put((byte) '\r')
        .put((byte) '\n')
        .flip();
  }
}
