package dev.spikebench.server.http;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;

/// Sends one body and ends the response, without ever blocking. Used on the connection's IO thread
/// only.
final class AnswerWriter {
  /// A heap buffer is copied to native memory before each write, as large as the write, and that
  /// memory is kept for good; so large bodies go in windows.
  private static final int WINDOW_BYTES = 64 * 1024;

  private final HttpServerExchange exchange;
  private final StreamSinkChannel channel;
  private final ByteBuffer body;
  private final Runnable whenDone;
  private boolean shutDown;
  private boolean done;

  private AnswerWriter(
      HttpServerExchange exchange, StreamSinkChannel channel, ByteBuffer body, Runnable whenDone) {
    this.exchange = exchange;
    this.channel = channel;
    this.body = body;
    this.whenDone = whenDone;
  }

  /// Starts sending; status and fields must be set.
  ///
  /// @param whenDone called once, on the IO thread, when all is handed to the system or the
  ///   connection is gone
  static void send(HttpServerExchange exchange, ByteBuffer body, Runnable whenDone) {
    StreamSinkChannel channel = exchange.getResponseChannel();
    if (channel == null) {
      IoUtils.safeClose(exchange.getConnection());
      whenDone.run();
      return;
    }
    new AnswerWriter(exchange, channel, body, whenDone).pump();
  }

  private void pump() {
    try {
      if (writeAll()) {
        finish();
      } else {
        channel.getWriteSetter().set(this::onWritable);
        channel.resumeWrites();
      }
    } catch (IOException | RuntimeException connectionLost) {
      IoUtils.safeClose(exchange.getConnection());
      finish();
    }
  }

  private void onWritable(StreamSinkChannel writable) {
    // Suspended before the end is written: with the end the connection belongs to the next request.
    writable.suspendWrites();
    pump();
  }

  private boolean writeAll() throws IOException {
    int end = body.limit();
    while (body.hasRemaining()) {
      body.limit(Math.min(end, body.position() + WINDOW_BYTES));
      int written = channel.write(body);
      body.limit(end);
      if (written == 0) {
        return false;
      }
    }
    if (!shutDown) {
      shutDown = true;
      channel.shutdownWrites();
    }
    return channel.flush();
  }

  private void finish() {
    if (!done) {
      done = true;
      whenDone.run();
    }
  }
}
