package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.model.TargetException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/// A subscriber that takes its bytes at a pace of its own and looks at none of them.
///
/// It works on a bare socket, because HttpClient reads ahead into buffers of its own: only what is
/// not taken from the socket makes a target wait. A thread of its own reads; the methods may be
/// called by any thread.
public final class PacedReader implements AutoCloseable {
  private static final int CONNECT_TIMEOUT_MS = (int) TimeUnit.SECONDS.toMillis(10);
  private static final String GOOD = "HTTP/1.1 200 ";

  /// What came of a reader.
  ///
  /// @param bytesTaken bytes it has taken
  /// @param disconnectedAfterNs time from its connection to the moment at which it saw that the
  ///   target had cut it off; null where the target did not
  public record Fate(long bytesTaken, @Nullable Long disconnectedAfterNs) {}

  private final Socket socket;
  private final ReaderPace pace;
  private final long openedNs = System.nanoTime();
  private final AtomicLong bytesTaken = new AtomicLong();
  private volatile @Nullable Long disconnectedAfterNs;
  private volatile boolean closed;

  private PacedReader(Socket socket, ReaderPace pace) {
    this.socket = socket;
    this.pace = pace;
  }

  /// Connects, waits for the head of the answer and begins to read.
  ///
  /// @throws TargetException if there is no stream to be had
  public static PacedReader open(URI target, ReaderPace pace) {
    Socket socket = new Socket();
    PacedReader reader = new PacedReader(socket, pace);
    try {
      reader.subscribe(target);
    } catch (IOException e) {
      reader.close();
      throw new TargetException(target, "gives no event stream to a slow reader", e);
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
    Thread.ofPlatform().daemon().name("paced-reader").start(reader::read);
    return reader;
  }

  /// What has come of it so far.
  public Fate fate() {
    return new Fate(bytesTaken.get(), disconnectedAfterNs);
  }

  /// Hangs up.
  @Override
  public void close() {
    closed = true;
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
      closed = true;
    }
  }

  private void subscribe(URI target) throws IOException {
    if (pace.receiveBufferBytes() > 0) {
      // Before connecting: the window that is offered then is never taken back.
      socket.setReceiveBufferSize(pace.receiveBufferBytes());
    }
    HttpHost host = TargetAddress.httpHost(target);
    socket.connect(new InetSocketAddress(host.getHostName(), host.getPort()), CONNECT_TIMEOUT_MS);
    String request =
        "GET %s%s HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\n\r\n"
            .formatted(
                TargetAddress.basePath(target), SubscriberSettings.PATH, host.toHostString());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    socket.setSoTimeout(CONNECT_TIMEOUT_MS);
    byte[] start = socket.getInputStream().readNBytes(GOOD.length());
    String status = new String(start, StandardCharsets.US_ASCII);
    if (!status.equals(GOOD)) {
      throw new TargetException(
          target,
          "answers a slow reader of its event stream with '%s'; is its limit of subscribers reached?"
              .formatted(status.strip()),
          null);
    }
    bytesTaken.set(start.length);
    socket.setSoTimeout(0);
  }

  private void read() {
    byte[] buffer = new byte[pace.bytesAtOnce()];
    try {
      InputStream in = socket.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytesTaken.addAndGet(count);
        LockSupport.parkNanos(pace.pause().toNanos());
      }
      cutOff();
    } catch (IOException e) {
      // Reset by the target, or closed here.
      cutOff();
    }
  }

  private void cutOff() {
    if (!closed) {
      disconnectedAfterNs = System.nanoTime() - openedNs;
    }
  }
}
