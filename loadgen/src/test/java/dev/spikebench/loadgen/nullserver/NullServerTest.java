package dev.spikebench.loadgen.nullserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class NullServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BATCH = "{\"events\":[{\"a\":{\"b\":[{}]}},{\"c\":\"{}]\\\"{\"},{}]}";

  @Test
  void batchIsCountedByItsEventsWhateverIsInThem() throws IOException {
    try (NullServer server = NullServer.start();
        Raw raw = new Raw(server)) {
      JsonNode answer = JSON.readTree(raw.exchange(post("/api/events/batch", BATCH), 201));

      assertThat(answer.get("received").asInt()).isEqualTo(3);
      assertThat(answer.get("ids").toString()).isEqualTo("[1,2,3]");
      assertThat(answer.get("duplicates").asInt()).isZero();
      assertThat(answer.get("rejected")).isEmpty();
      assertThat(server.counts().eventsStored()).isEqualTo(3);
    }
  }

  @Test
  void statsAndHealthAreAnsweredToo() throws IOException {
    try (NullServer server = NullServer.start();
        Raw raw = new Raw(server)) {
      raw.exchange(post("/api/events", "{}"), 201);
      raw.exchange(post("/api/events/batch", BATCH), 201);

      assertThat(JSON.readTree(raw.exchange(get("/api/stats"), 200)).get("total_events").asInt())
          .isEqualTo(4);
      assertThat(JSON.readTree(raw.exchange(get("/api/health"), 200)).get("status").asText())
          .isEqualTo("ok");
      raw.exchange(get("/elsewhere"), 404);
      assertThat(server.counts().controlRequests()).isEqualTo(3);
      assertThat(server.counts().requests()).isEqualTo(2);
      assertThat(server.counts().accepts()).isEqualTo(1);
    }
  }

  @Test
  void requestMayArriveInPiecesAndTwoMayArriveAtOnce() throws IOException {
    try (NullServer server = NullServer.start();
        Raw raw = new Raw(server)) {
      String request = post("/api/events/batch", BATCH);
      for (int cut : new int[] {1, 20, request.length() - 3}) {
        raw.send(request.substring(0, cut));
        long bytes = server.counts().bytes();
        Awaitility.await().until(() -> server.counts().bytes() >= Math.max(bytes, cut));
        assertThat(JSON.readTree(raw.exchange(request.substring(cut), 201)).get("received"))
            .isEqualTo(JSON.valueToTree(3));
      }
      raw.send(request + request);
      raw.read(201);
      raw.read(201);
      assertThat(server.counts().requests()).isEqualTo(5);
    }
  }

  @Test
  void connectionIsClosedWhereTheRequestSaysSo() throws IOException {
    try (NullServer server = NullServer.start();
        Raw raw = new Raw(server)) {
      raw.exchange("GET /api/health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 200);

      assertThat(raw.readByte()).isEqualTo(-1);
    }
  }

  @Test
  void answerNeverComesBeforeItsDelay() throws IOException {
    Duration delay = Duration.ofMillis(30);
    try (NullServer server = NullServer.start(request -> Answer.storeAfter(delay));
        Raw raw = new Raw(server)) {
      for (int i = 0; i < 5; i++) {
        long beganNs = System.nanoTime();
        raw.exchange(post("/api/events", "{}"), 201);
        assertThat(System.nanoTime() - beganNs).isGreaterThanOrEqualTo(delay.toNanos());
      }
    }
  }

  @Test
  void refusalStoresNothingAndSaysWhenToComeAgain() throws IOException {
    try (NullServer server = NullServer.start(request -> Answer.of(Answer.Kind.UNAVAILABLE));
        Raw raw = new Raw(server)) {
      raw.exchange(post("/api/events", "{}"), 503);

      assertThat(raw.lastHead()).contains("\r\nRetry-After: 1\r\n");
      assertThat(server.counts().eventsReceived()).isEqualTo(1);
      assertThat(server.counts().eventsStored()).isZero();
    }
  }

  @Test
  void requestItDoesNotUnderstandClosesThatConnectionAlone() throws IOException {
    try (NullServer server = NullServer.start();
        Raw bad = new Raw(server);
        Raw good = new Raw(server)) {
      bad.send("POST /api/events HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
      assertThat(bad.readByte()).isEqualTo(-1);

      good.exchange(post("/api/events", "{}"), 201);
      Awaitility.await().until(() -> server.counts().open() == 1);
    }
  }

  private static String post(String path, String body) {
    return "POST %s HTTP/1.1\r\nHost: x\r\ncontent-length:  %d\r\n\r\n%s"
        .formatted(path, body.length(), body);
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
  }

  /// A plain socket that speaks exact bytes.
  private static final class Raw implements AutoCloseable {
    private static final int TIMEOUT_MS = 20_000;

    private final Socket socket;
    private String lastHead = "";

    Raw(NullServer server) throws IOException {
      socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.uri().getPort());
      socket.setSoTimeout(TIMEOUT_MS);
    }

    String exchange(String request, int status) throws IOException {
      send(request);
      return read(status);
    }

    void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    int readByte() throws IOException {
      return socket.getInputStream().read();
    }

    String read(int status) throws IOException {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (!head.toString().endsWith("\r\n\r\n")) {
        head.append((char) in.read());
      }
      lastHead = head.toString();
      assertThat(lastHead).startsWith("HTTP/1.1 " + status + " ");
      String length = lastHead.replaceAll("(?s).*Content-Length: ([0-9]+)\r\n.*", "$1");
      return new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    }

    String lastHead() {
      return lastHead;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
