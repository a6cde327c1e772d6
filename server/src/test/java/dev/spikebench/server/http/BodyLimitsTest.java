package dev.spikebench.server.http;

import static dev.spikebench.server.raw.Requests.EVENT;
import static dev.spikebench.server.raw.Requests.chunk;
import static dev.spikebench.server.raw.Requests.chunkedHead;
import static dev.spikebench.server.raw.Requests.get;
import static dev.spikebench.server.raw.Requests.post;
import static dev.spikebench.server.raw.Requests.postHead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spikebench.server.TestServer;
import dev.spikebench.server.raw.RawClient;
import dev.spikebench.server.raw.RawResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyLimitsTest {
  private static final int CAP_BYTES = 512 * 1024;
  private TestServer server;

  @BeforeEach
  void start(@TempDir Path folder) {
    server = TestServer.start(folder, "INGEST_MAX_BODY_KB", "512", "INGEST_MAX_PENDING_MB", "1");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aBodyOfExactlyTheCapIsRead() {
    assertThat(server.exchange(post("/api/events", padded(CAP_BYTES))).status()).isEqualTo(201);
    assertThat(server.exchange(chunked(padded(CAP_BYTES), 10_000)).status()).isEqualTo(201);
  }

  @Test
  void oneByteMoreIsTooLarge() {
    RawResponse declared = server.exchange(post("/api/events", padded(CAP_BYTES + 1)));
    RawResponse streamed = server.exchange(chunked(padded(CAP_BYTES + 1), 10_000));

    assertThat(declared.status()).isEqualTo(413);
    assertThat(streamed.status()).isEqualTo(413);
    assertThat(declared.body()).startsWith("{\"error\":");
    assertThat(declared.field("Connection")).isEqualTo("close");
  }

  @Test
  void tooLargeIsToldBeforeTheBodyComes() {
    try (RawClient client = server.connect()) {
      assertThat(client.send(postHead("/api/events", CAP_BYTES + 1)).read().status())
          .isEqualTo(413);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {Integer.MAX_VALUE + 1L, 999_999_999_999_999_999L})
  void anEnormousLengthIsTooLarge(long declared) {
    assertThat(server.exchange(postHead("/api/events", declared)).status()).isEqualTo(413);
  }

  /// The system's buffers hold a part of these bodies only, so without somebody who reads on the
  /// client could not send them and would never come to read.
  @Test
  void aClientThatSendsAllFirstCanReadTheAnswer() {
    String body = padded(15_000_000);
    try (RawClient client = server.connect()) {
      assertThat(client.send(post("/api/events", body)).read().status()).isEqualTo(413);
      assertThat(client.awaitEnd()).isEqualTo("EOF");
    }
    try (RawClient client = server.connect()) {
      assertThat(client.send(chunked(body, 100_000)).read().status()).isEqualTo(413);
      assertThat(client.awaitEnd()).isEqualTo("EOF");
    }
  }

  @Test
  void aClientThatNeverStopsIsCutOff() {
    try (RawClient client = server.connect()) {
      client.send(postHead("/api/events", Integer.MAX_VALUE));
      byte[] piece = new byte[1_000_000];

      await()
          .until(
              () -> {
                try {
                  client.send(piece);
                  return false;
                } catch (java.io.UncheckedIOException cut) {
                  return true;
                }
              });
    }
  }

  @Test
  void chunksMayBeSplitAnywhere() {
    String request = chunkedHead("/api/events") + chunk(EVENT) + "0\r\nX-Trailer: 1\r\n\r\n";
    try (RawClient client = server.connect()) {
      for (int i = 0; i < request.length(); i++) {
        client.send(request.substring(i, i + 1));
      }
      assertThat(client.read().status()).isEqualTo(201);
    }
  }

  @Test
  void theClientIsToldToGoOnWhenItAsks() {
    try (RawClient client = server.connect()) {
      client.send(postHead("/api/events", EVENT.length(), "Expect: 100-continue"));
      assertThat(client.readWithoutBody().status()).isEqualTo(100);

      client.send(EVENT);
      assertThat(client.read().status()).isEqualTo(201);
    }
  }

  @Test
  void theClientIsNotToldToGoOnWithARefusedBody() {
    try (RawClient client = server.connect()) {
      client.send(postHead("/api/events", CAP_BYTES + 1, "Expect: 100-continue"));

      assertThat(client.read().status()).isEqualTo(413);
    }
  }

  @Test
  void pendingBytesOverTheirCapAreRefusedBeforeTheyAreRead() {
    try (RawClient first = server.connect();
        RawClient second = server.connect()) {
      first.send(postHead("/api/events", CAP_BYTES) + "{");
      second.send(postHead("/api/events", CAP_BYTES) + "{");
      awaitRefusal();

      RawResponse refused = server.exchange(postHead("/api/events", 100));
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.field("Retry-After")).isEqualTo("1");
      assertThat(server.exchange(get("/api/health")).status()).isEqualTo(200);

      first.reset();
      await().until(() -> server.post(EVENT).status() == 201);
    }
  }

  @Test
  void pendingBytesAreGivenBackWithEveryAnswer() {
    String large = padded(CAP_BYTES);
    for (int i = 0; i < 10; i++) {
      assertThat(server.exchange(post("/api/events", large)).status()).isEqualTo(201);
      assertThat(server.exchange(post("/api/events", large.substring(0, CAP_BYTES - 1))).status())
          .isEqualTo(400);
      assertThat(server.exchange(post("/nope", large)).status()).isEqualTo(404);
    }
  }

  /// Two clients, so that another thread of the server may read the next request while the first is
  /// still busy with what follows an answer.
  @Test
  void aClientThatHasItsAnswerFindsTheRoomOfItsRequestFree() {
    String malformed = " ".repeat(CAP_BYTES - 1) + "x";
    try (RawClient holder = server.connect();
        RawClient first = server.connect();
        RawClient second = server.connect()) {
      holder.send(postHead("/api/events", CAP_BYTES) + "{");
      for (int i = 0; i < 300; i++) {
        RawClient client = i % 2 == 0 ? first : second;
        assertThat(client.send(post("/api/events", malformed)).read().status()).isEqualTo(400);
      }
    }
  }

  private void awaitRefusal() {
    await().until(() -> server.exchange(postHead("/api/events", 100)).status() == 503);
  }

  private static String padded(int length) {
    return " ".repeat(length - EVENT.length()) + EVENT;
  }

  private static String chunked(String body, int chunkLength) {
    StringBuilder request = new StringBuilder(chunkedHead("/api/events"));
    for (int start = 0; start < body.length(); start += chunkLength) {
      request.append(chunk(body.substring(start, Math.min(body.length(), start + chunkLength))));
    }
    return request.append("0\r\n\r\n").toString();
  }
}
