package dev.spikebench.server.stream;

import static dev.spikebench.server.raw.Requests.EVENT;
import static dev.spikebench.server.raw.Requests.bodyless;
import static dev.spikebench.server.raw.Requests.get;
import static dev.spikebench.server.raw.Requests.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spikebench.server.TestServer;
import dev.spikebench.server.raw.RawClient;
import dev.spikebench.server.raw.RawResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {
  private static final int LARGE_EVENTS = 100;

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // every test starts it first, each with its own settings
  private TestServer server;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aStreamIsAnnouncedAndStartsWithConnected() {
    start();
    try (RawClient client = server.connect()) {
      RawResponse head = client.send(get("/api/stream")).readWithoutBody();

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.field("Content-Type")).startsWith("text/event-stream");
      assertThat(head.field("Cache-Control")).isEqualTo("no-cache");
      assertThat(head.field("X-Accel-Buffering")).isEqualTo("no");
      assertThat(message(client))
          .matches("\\{\"type\":\"connected\",\"timestamp\":\"[0-9TZ:.-]{24}\"}");
    }
  }

  @Test
  void storedEventsArriveAsTheyAreListed() {
    start();
    try (RawClient client = subscribe("/api/stream")) {
      server.post(EVENT.replace("}", ",\"metadata\":\"two\\nlines\\r\\u2028\\u00e9\"}"));
      String listed = server.exchange(get("/api/events")).body();

      String row = listed.substring("{\"events\":[".length(), listed.indexOf("],\"total\""));
      assertThat(message(client)).isEqualTo("{\"type\":\"event\",\"payload\":" + latin1(row) + "}");
    }
  }

  @Test
  void filtersChooseEvents() {
    start();
    try (RawClient errors = subscribe("/api/stream?event_type=error&agent_type=");
        RawClient others = subscribe("/api/stream?agent_type=b")) {
      String batch =
          String.join(
              ",", EVENT, EVENT.replace("tool_use", "error"), EVENT.replace("\"a\"", "\"b\""));
      server.exchange(post("/api/events/batch", "{\"events\":[" + batch + "," + batch + "]}"));

      assertThat(List.of(id(message(errors)), id(message(errors)))).containsExactly(2L, 5L);
      assertThat(List.of(id(message(others)), id(message(others)))).containsExactly(3L, 6L);
    }
  }

  @Test
  void duplicatesAndRefusedEventsMakeNoMessage() {
    start();
    String known = EVENT.replace("{", "{\"event_id\":\"x\",");
    server.post(known);
    try (RawClient client = subscribe("/api/stream")) {
      server.post(known);
      server.post("{}");
      server.post(EVENT);

      assertThat(message(client)).contains("\"event_id\":null");
    }
  }

  /// Whoever has read `connected` gets everything that is stored from then on, once and in order.
  @Test
  void nothingIsLostOrDoubledWhileEventsComeIn() throws InterruptedException {
    start();
    CountDownLatch started = new CountDownLatch(1);
    Thread sender =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (RawClient client = server.connect()) {
                    for (int i = 0; i < 400; i++) {
                      client.send(post("/api/events", EVENT)).read();
                      started.countDown();
                    }
                  }
                });
    started.await();
    List<List<Long>> seen = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      try (RawClient client = subscribe("/api/stream")) {
        long own = id(server.post(EVENT).body());
        List<Long> ids = new ArrayList<>();
        while (!ids.contains(own)) {
          ids.add(id(message(client)));
        }
        seen.add(ids);
      }
    }
    sender.join();

    assertThat(seen)
        .allSatisfy(
            ids -> {
              assertThat(ids).doesNotHaveDuplicates().isSorted();
              assertThat(ids.getLast() - ids.getFirst()).isEqualTo(ids.size() - 1L);
            });
  }

  @Test
  void statisticsComeAtEachInterval() {
    start("INGEST_STATS_INTERVAL_MS", "250");
    try (RawClient client = subscribe("/api/stream?event_type=error")) {
      assertThat(message(client))
          .startsWith("{\"type\":\"stats\",\"payload\":{\"total_events\":0,");
      server.post(EVENT);
      await()
          .until(
              () ->
                  message(client)
                      .startsWith("{\"type\":\"stats\",\"payload\":{\"total_events\":1,"));
    }
  }

  @Test
  void aSweepThatChangedSomethingIsTold() {
    start("INGEST_SESSION_TIMEOUT_S", "1", "INGEST_SWEEP_MS", "250");
    try (RawClient client = subscribe("/api/stream?event_type=error")) {
      server.post(EVENT);

      assertThat(message(client))
          .isEqualTo(
              "{\"type\":\"session_update\",\"payload\":"
                  + "{\"type\":\"idle_check\",\"idled\":1,\"ended\":0}}");
    }
  }

  @Test
  void aSilentStreamGetsAHeartbeat() {
    start("INGEST_SSE_HEARTBEAT_MS", "1000");
    try (RawClient client = subscribe("/api/stream")) {
      assertThat(client.line()).isEqualTo(": heartbeat");
      assertThat(client.line()).isEmpty();
      assertThat(client.line()).isEqualTo(": heartbeat");
    }
  }

  @Test
  void aStreamWithStatisticsNeedsNoHeartbeat() {
    start("INGEST_SSE_HEARTBEAT_MS", "1000", "INGEST_STATS_INTERVAL_MS", "300");
    try (RawClient client = subscribe("/api/stream")) {
      for (int i = 0; i < 6; i++) {
        assertThat(message(client)).startsWith("{\"type\":\"stats\"");
      }
    }
  }

  @Test
  void thereIsALimit() {
    start("INGEST_MAX_SSE_CLIENTS", "1");
    try (RawClient client = subscribe("/api/stream")) {
      RawResponse refused = server.exchange(get("/api/stream"));
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.body())
          .isEqualTo("{\"error\":\"SSE client limit reached\",\"max_clients\":1}");
      try (RawClient head = server.connect()) {
        RawResponse response = head.send(bodyless("HEAD", "/api/stream")).readWithoutBody();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.field("Content-Type")).startsWith("text/event-stream");
      }
      assertThat(server.streamClients()).isEqualTo(1);
      client.hangUp();
      await().until(() -> server.exchange(get("/api/health")).body().contains("\"sse_clients\":0"));
    }
    subscribe("/api/stream").close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "half-close", "reset"})
  void aClientThatGoesIsNoticedWithoutAMessage(String how) {
    start();
    try (RawClient client = subscribe("/api/stream")) {
      assertThat(server.streamClients()).isEqualTo(1);
      switch (how) {
        case "close" -> client.hangUp();
        case "half-close" -> client.shutdownOutput();
        default -> client.reset();
      }
      await().until(() -> server.streamClients() == 0);
    }
  }

  @Test
  void whatASubscriberSendsIsThrownAway() {
    start();
    try (RawClient client = subscribe("/api/stream")) {
      client.send("x".repeat(300_000));
      server.post(EVENT);

      assertThat(message(client)).startsWith("{\"type\":\"event\"");
    }
  }

  @Test
  void aSubscriberThatReadsNothingIsDisconnected() {
    start();
    try (RawClient stalled = RawClient.connect(server.port(), 4096);
        RawClient reading = subscribe("/api/stream?event_type=error")) {
      stalled.send(get("/api/stream"));
      await().until(() -> server.streamClients() == 2);
      fillSystemBuffers();

      // Five seconds of nothing taken, and whatever a busy machine needs to find that out.
      await().atMost(Duration.ofSeconds(30)).until(() -> server.streamClients() == 1);
      server.post(EVENT.replace("tool_use", "error"));
      assertThat(message(reading)).startsWith("{\"type\":\"event\"");
    }
  }

  @Test
  void streamsEndWithTheServer() {
    start();
    try (RawClient client = subscribe("/api/stream")) {
      server.close();
      assertThat(client.awaitEnd()).isIn("EOF", "RESET");
    }
  }

  /// A few megabytes: more than the system takes for a client that reads nothing, and less than
  /// would end it at once.
  private void fillSystemBuffers() {
    String event = EVENT.replace("}", ",\"metadata\":\"" + "x".repeat(9_000) + "\"}");
    String batch =
        "{\"events\":["
            + String.join(",", java.util.Collections.nCopies(LARGE_EVENTS, event))
            + "]}";
    for (int i = 0; i < 9; i++) {
      assertThat(server.exchange(post("/api/events/batch", batch)).status()).isEqualTo(201);
    }
  }

  /// Without periodic statistics, unless the settings say otherwise.
  private void start(String... settings) {
    List<String> all = new ArrayList<>(List.of("INGEST_STATS_INTERVAL_MS", "86400000"));
    all.addAll(List.of(settings));
    server = TestServer.start(folder, all.toArray(String[]::new));
  }

  /// A client that has read `connected`.
  private RawClient subscribe(String target) {
    RawClient client = server.connect();
    assertThat(client.send(get(target)).readWithoutBody().status()).isEqualTo(200);
    assertThat(message(client)).startsWith("{\"type\":\"connected\"");
    return client;
  }

  private static String message(RawClient client) {
    String line = client.line();
    assertThat(line).startsWith("data: ");
    assertThat(client.line()).isEmpty();
    return line.substring("data: ".length());
  }

  private static long id(String json) {
    return Long.parseLong(json.replaceFirst(".*\"ids?\":\\[?([0-9]+).*", "$1"));
  }

  private static String latin1(String text) {
    return new String(
        text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
