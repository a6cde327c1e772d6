package dev.spikebench.loadgen.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.nullserver.AnswerPlan;
import dev.spikebench.loadgen.nullserver.NullServer;
import dev.spikebench.loadgen.nullserver.StreamPlan;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PacedReaderTest {
  private static final byte[] HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  @Test
  void slowReaderMakesItsServerWaitAndAPromptOneDoesNot() throws IOException {
    long more = 64L << 20;
    try (FloodServer server = new FloodServer(more);
        PacedReader slow = PacedReader.open(server.uri(), ReaderPace.SLOW)) {
      await().until(() -> server.stalled(Duration.ofMillis(500)));

      assertThat(server.sent()).isLessThan(more);
      assertThat(slow.fate().bytesTaken()).isPositive().isLessThan(1 << 20);
      assertThat(slow.fate().disconnectedAfterNs()).isNull();
    }
    try (FloodServer server = new FloodServer(more);
        PacedReader prompt = PacedReader.open(server.uri(), ReaderPace.PROMPT)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> prompt.fate().bytesTaken() == more + HEAD.length);
    }
  }

  @Test
  void readerThatIsCutOffSaysWhen() throws IOException {
    try (FloodServer server = new FloodServer(1_000);
        PacedReader reader = PacedReader.open(server.uri(), ReaderPace.PROMPT)) {
      await().until(() -> reader.fate().bytesTaken() == 1_000 + HEAD.length);
      assertThat(reader.fate().disconnectedAfterNs()).isNull();
      server.hangUp();
      await().until(() -> reader.fate().disconnectedAfterNs() != null);
      assertThat(reader.fate().disconnectedAfterNs()).isPositive();
    }
  }

  @Test
  void readerThatHangsUpItselfWasNotCutOff() {
    try (NullServer server = NullServer.start()) {
      PacedReader reader = PacedReader.open(server.uri(), ReaderPace.PROMPT);
      await().until(() -> reader.fate().bytesTaken() > 100);
      reader.close();
      await().until(() -> server.counts().open() == 0);
      assertThat(reader.fate().disconnectedAfterNs()).isNull();
    }
  }

  @Test
  void refusalIsSaid() {
    StreamPlan nobody =
        new StreamPlan() {
          @Override
          public Delivery delivery(long stream, long event) {
            return Delivery.SEND;
          }

          @Override
          public boolean admits(long request) {
            return false;
          }
        };
    try (NullServer server = NullServer.start(AnswerPlan.STORE_AT_ONCE, nobody)) {
      assertThatThrownBy(() -> PacedReader.open(server.uri(), ReaderPace.SLOW))
          .isInstanceOf(TargetException.class)
          .hasMessageContaining("HTTP/1.1 503")
          .hasMessageContaining("limit");
    }
  }

  /// Sends one reader a number of bytes, as fast as it takes them.
  private static final class FloodServer implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final AtomicLong sent = new AtomicLong();
    private final CompletableFuture<Socket> accepted = new CompletableFuture<>();
    private volatile long lastSentNs = System.nanoTime();

    FloodServer(long bytes) throws IOException {
      Thread.ofVirtual().start(() -> serve(bytes));
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    long sent() {
      return sent.get();
    }

    boolean stalled(Duration time) {
      return sent.get() > 0 && System.nanoTime() - lastSentNs > time.toNanos();
    }

    void hangUp() throws IOException {
      accepted.join().close();
    }

    private void serve(long bytes) {
      try {
        Socket socket = listener.accept();
        accepted.complete(socket);
        OutputStream out = socket.getOutputStream();
        out.write(HEAD);
        byte[] buffer = new byte[BUFFER_BYTES];
        while (sent.get() < bytes) {
          int count = (int) Math.min(buffer.length, bytes - sent.get());
          out.write(buffer, 0, count);
          sent.addAndGet(count);
          lastSentNs = System.nanoTime();
        }
      } catch (IOException e) {
        // The reader or the test hung up.
        accepted.completeExceptionally(e);
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
      if (accepted.isDone() && !accepted.isCompletedExceptionally()) {
        accepted.join().close();
      }
    }
  }
}
