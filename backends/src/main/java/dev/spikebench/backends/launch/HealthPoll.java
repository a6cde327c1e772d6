package dev.spikebench.backends.launch;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Asks a backend for its health until it answers 200, on a fresh plain socket each time: cheap
/// enough to repeat every two milliseconds, and with nothing of an HTTP library in the measured
/// time.
final class HealthPoll {
  private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final int CONNECT_TIMEOUT_MS = 1000;

  /// The contract gives a health answer one second.
  private static final int READ_TIMEOUT_MS = 2000;

  private static final byte[] GOOD_STATUS = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_ANSWER_BYTES = 64 * 1024;

  private static boolean warm;

  private HealthPoll() {}

  /// Polls until the first 200.
  ///
  /// @param goOn asked before each poll; false gives up
  /// @return `System.nanoTime()` when the good status line had arrived; empty when given up
  static OptionalLong await(URI base, String path, BooleanSupplier goOn) {
    InetSocketAddress address = new InetSocketAddress(base.getHost(), base.getPort());
    byte[] request = request(base, path);
    while (goOn.getAsBoolean()) {
      OptionalLong healthyNs = ask(address, request);
      if (healthyNs.isPresent()) {
        return healthyNs;
      }
      LockSupport.parkNanos(INTERVAL_NS);
    }
    return OptionalLong.empty();
  }

  /// Runs the code once against a socket of this process. Otherwise the first backend of a session
  /// would be charged some ten milliseconds for loading the classes of the poll.
  static synchronized void warmUp() {
    if (warm) {
      return;
    }
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(READ_TIMEOUT_MS);
      Thread answering = Thread.ofPlatform().daemon().start(() -> answerOnce(server));
      URI base = URI.create("http://127.0.0.1:" + server.getLocalPort());
      AtomicInteger polls = new AtomicInteger();
      OptionalLong answeredNs = await(base, "/", () -> polls.incrementAndGet() == 1);
      warm = answeredNs.isPresent();
      answering.join(Duration.ofMillis(READ_TIMEOUT_MS));
    } catch (IOException e) {
      // Without it the first start is measured a little too long; nothing else depends on it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] request(URI base, String path) {
    String text =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + base.getAuthority()
            + "\r\nConnection: close\r\n\r\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static OptionalLong ask(InetSocketAddress address, byte[] request) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(READ_TIMEOUT_MS);
      socket.connect(address, CONNECT_TIMEOUT_MS);
      socket.getOutputStream().write(request);
      InputStream answer = socket.getInputStream();
      byte[] status = answer.readNBytes(GOOD_STATUS.length);
      long answeredNs = System.nanoTime();
      // Read to the end: closing with bytes unread would reset the connection under the backend.
      answer.readNBytes(MAX_ANSWER_BYTES);
      return Arrays.equals(status, GOOD_STATUS)
          ? OptionalLong.of(answeredNs)
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private static void answerOnce(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.setSoTimeout(READ_TIMEOUT_MS);
      int read = socket.getInputStream().read(new byte[1024]);
      String answer = read > 0 ? "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" : "";
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // The poll sees a closed connection, which does for a warm-up.
    }
  }
}
