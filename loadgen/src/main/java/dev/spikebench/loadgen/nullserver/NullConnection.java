package dev.spikebench.loadgen.nullserver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/// One connection of the null server. Server thread only.
final class NullConnection {
  private final SocketChannel channel;
  private final SelectionKey key;
  private final RequestBuffer requests = new RequestBuffer();
  private final Queue<ByteBuffer> unsent = new ArrayDeque<>();
  private boolean closeWhenSent;

  NullConnection(SocketChannel channel, SelectionKey key) {
    this.channel = channel;
    this.key = key;
  }

  RequestBuffer requests() {
    return requests;
  }

  /// Reads once; the number of bytes, -1 at the end of the stream.
  int read() throws IOException {
    return requests.readFrom(channel);
  }

  void send(ByteBuffer answer, boolean thenClose) throws IOException {
    unsent.add(answer);
    closeWhenSent |= thenClose;
    flush();
  }

  /// Writes what waits, and asks to be called again where the socket takes no more.
  void flush() throws IOException {
    for (ByteBuffer next = unsent.peek(); next != null; next = unsent.peek()) {
      channel.write(next);
      if (next.hasRemaining()) {
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        return;
      }
      unsent.remove();
    }
    if (closeWhenSent) {
      channel.close();
    } else {
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  void close() throws IOException {
    channel.close();
  }

  boolean isOpen() {
    return channel.isOpen();
  }
}
