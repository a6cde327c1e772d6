package dev.spikebench.parity.contract;

import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.client.RawConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A subscriber that takes nothing, or hardly anything, with a receive buffer of 4 KiB, so that
/// what is sent soon waits at the backend.
final class SlowReader implements AutoCloseable {
  private static final int TINY_BUFFER_BYTES = 4096;
  private static final int SIP_BYTES = 64 * 1024;
  private static final int SIP_PERIOD_MS = 100;

  private final RawConnection connection;

  private SlowReader(RawConnection connection) {
    this.connection = connection;
  }

  /// Takes nothing at all.
  static SlowReader stalled(BackendFixture backend) {
    return subscribed(backend, TINY_BUFFER_BYTES);
  }

  /// Takes 640 KiB a second at most. A sender's system calls a socket writable again only when a
  /// good part of its send buffer, which grows to megabytes, is free; this is enough for that.
  static SlowReader sipping(BackendFixture backend) {
    SlowReader reader = subscribed(backend, 4 * SIP_BYTES);
    Thread.ofVirtual().name("sipping-reader").start(reader::sip);
    return reader;
  }

  private static SlowReader subscribed(BackendFixture backend, int receiveBufferBytes) {
    RawConnection connection =
        RawConnection.open(backend.baseUri(), Duration.ofSeconds(30), receiveBufferBytes);
    String host = backend.baseUri().getAuthority();
    connection.write("GET /api/stream HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    return new SlowReader(connection);
  }

  @Override
  public void close() {
    connection.close();
  }

  private void sip() {
    try {
      while (connection.readSome(SIP_BYTES)) {
        TimeUnit.MILLISECONDS.sleep(SIP_PERIOD_MS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
