package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.HttpAnswer;
import dev.spikebench.parity.client.StreamRefusedException;
import dev.spikebench.parity.client.StreamSubscriber;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What each variable does.
class ConfigurationIT {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final int MEBIBYTE = 1024 * 1024;

  @TempDir Path folder = Path.of("");

  @Test
  @Rule("CONFIG-01")
  void bindsTheLoopbackAddressOrTheOneThatIsNamed() {
    assertThat(BackendFixture.shared().baseUri().getHost()).isEqualTo("127.0.0.1");
    try (BackendFixture backend = BackendFixture.start(Map.of("INGEST_HOST", "localhost"))) {
      assertThat(backend.baseUri().getHost()).isEqualTo("localhost");
      assertThat(backend.http().get("/api/health").status()).isEqualTo(200);
    }
  }

  @Test
  @Rule("CONFIG-02")
  void listensOnTheGivenPort() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (BackendFixture backend =
        BackendFixture.start(Map.of("INGEST_PORT", Integer.toString(port)))) {
      assertThat(backend.baseUri().getPort()).isEqualTo(port);
    }
    assertThat(BackendFixture.shared().baseUri().getPort()).isPositive();
  }

  @Test
  @Rule({"CONFIG-02", "CONFIG-03"})
  void portAndFileHaveTheirDefaults() {
    try (StartAttempt attempt = StartAttempt.in(folder, Map.of())) {
      attempt.awaitOutputOrEnd();

      assertThat(folder.resolve("data/ingest.db")).exists();
      // Where another process has the port, the refusal names it.
      List<String> said = new ArrayList<>(attempt.outputLines());
      said.addAll(attempt.errorLines());
      assertThat(said).singleElement().asString().contains("3141");
    }
  }

  @Test
  @Rule("CONFIG-03")
  void parentFoldersOfTheFileAreCreated() {
    Path file = folder.resolve("a/b/c/events.db");
    Map<String, String> environment = Map.of("INGEST_PORT", "0", "INGEST_DB_PATH", file.toString());
    try (StartAttempt attempt = StartAttempt.in(folder, environment)) {
      attempt.awaitOutputOrEnd();

      assertThat(attempt.outputLines()).singleElement().asString().startsWith("listening on ");
      assertThat(file).exists();
    }
  }

  @Test
  @Rule("CONFIG-04")
  void payloadsAreCutAtTheCap() {
    String text = "x".repeat(MEBIBYTE - 1000);
    Map<String, String> largest =
        Map.of("INGEST_MAX_PAYLOAD_KB", "1024", "INGEST_MAX_BODY_KB", "2048");
    try (BackendFixture backend = BackendFixture.start(largest)) {
      assertThat(metadataLength(backend, text)).isEqualTo(text.length());
    }
    BackendFixture smallest = BackendFixture.shared(Map.of("INGEST_MAX_PAYLOAD_KB", "1"));
    assertThat(metadataLength(smallest, text)).isEqualTo(1024);
    assertThat(metadataLength(BackendFixture.shared(), text)).isEqualTo(10_240);
  }

  @Test
  @Rule("CONFIG-05")
  void bodiesAreRefusedOverTheCap() {
    BackendFixture smallest =
        BackendFixture.shared(Map.of("INGEST_MAX_BODY_KB", "1", "INGEST_MAX_PAYLOAD_KB", "1"));
    assertThat(statusOfBody(smallest, 1024)).isEqualTo(201);
    assertThat(statusOfBody(smallest, 1025)).isEqualTo(413);
    assertThat(statusOfBody(BackendFixture.shared(), MEBIBYTE)).isEqualTo(201);
    assertThat(statusOfBody(BackendFixture.shared(), MEBIBYTE + 1)).isEqualTo(413);
  }

  @Test
  @Rule("CONFIG-06")
  void bodiesThatPassThePendingCapAreTurnedAway() {
    try (BackendFixture one =
            BackendFixture.start(
                Map.of("INGEST_MAX_PENDING_MB", "1", "INGEST_MAX_BODY_KB", "4096"));
        BackendFixture two =
            BackendFixture.start(
                Map.of("INGEST_MAX_PENDING_MB", "2", "INGEST_MAX_BODY_KB", "4096"))) {
      int bytes = MEBIBYTE + MEBIBYTE / 2;
      assertThat(statusOfBody(one, bytes)).isEqualTo(503);
      assertThat(statusOfBody(two, bytes)).isEqualTo(201);
      assertThat(statusOfBody(one, MEBIBYTE / 2)).isEqualTo(201);
    }
  }

  @Test
  @Rule({"CONFIG-07", "CONFIG-08"})
  void sessionsTurnIdleAfterTheTimeoutAtTheNextSweep() {
    // With the default of either variable this takes a minute or more.
    Map<String, String> quick = Map.of("INGEST_SESSION_TIMEOUT_S", "1", "INGEST_SWEEP_MS", "250");
    try (BackendFixture backend = BackendFixture.start(quick)) {
      RawEvent.with("").stored(backend);
      await().atMost(DEADLINE).until(() -> activeSessions(backend) == 0);
    }
  }

  @Test
  @Rule({"CONFIG-07", "CONFIG-08"})
  void sessionsStayActiveUntilTheTimeout() {
    Map<String, String> patient =
        Map.of(
            "INGEST_SESSION_TIMEOUT_S",
            "2000000",
            "INGEST_SWEEP_MS",
            "250",
            "INGEST_STATS_INTERVAL_MS",
            "250");
    try (BackendFixture backend = BackendFixture.start(patient);
        StreamSubscriber subscriber = backend.subscribe("")) {
      RawEvent.with("").stored(backend);
      // Ten of these are the time of as many sweeps.
      await().atMost(DEADLINE).until(() -> subscriber.messages("stats").size() >= 10);
      assertThat(subscriber.messages("session_update")).isEmpty();
      assertThat(activeSessions(backend)).isOne();
    }
  }

  @Test
  @Rule("CONFIG-09")
  void statsComeInTheGivenInterval() {
    try (BackendFixture backend = BackendFixture.start(Map.of("INGEST_STATS_INTERVAL_MS", "250"));
        StreamSubscriber subscriber = backend.subscribe("")) {
      // The default would take 50 s.
      await().atMost(DEADLINE).until(() -> subscriber.messages("stats").size() >= 10);
    }
  }

  @Test
  @Rule("CONFIG-10")
  void noMoreSubscribersThanTheLimit() {
    try (BackendFixture backend = BackendFixture.start(Map.of("INGEST_MAX_SSE_CLIENTS", "1"));
        StreamSubscriber only = backend.subscribe("")) {
      assertThat(only.alive()).isTrue();
      assertThatThrownBy(() -> backend.subscribe(""))
          .isInstanceOfSatisfying(
              StreamRefusedException.class,
              refusal -> {
                assertThat(refusal.answer().status()).isEqualTo(503);
                assertThat(refusal.answer().json().path("max_clients").asInt()).isOne();
              });
    }
  }

  @Test
  @Rule("CONFIG-11")
  void silentStreamsGetAHeartbeatInTheGivenTime() {
    Map<String, String> silent =
        Map.of("INGEST_SSE_HEARTBEAT_MS", "1000", "INGEST_STATS_INTERVAL_MS", "86400000");
    try (BackendFixture backend = BackendFixture.start(silent);
        StreamSubscriber subscriber = backend.subscribe("")) {
      // The default would take 30 s for the first one.
      subscriber.awaitComments(2, DEADLINE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"OFF", "NORMAL", "FULL"})
  @Rule("CONFIG-12")
  void theJournalIsWalWithEverySynchronous(String synchronous) {
    try (BackendFixture backend = BackendFixture.start(Map.of("INGEST_SYNCHRONOUS", synchronous))) {
      RawEvent.with("").stored(backend);
      assertThat(backend.databaseFile().resolveSibling("ingest.db-wal")).exists();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, true", "100, false"})
  @Rule("CONFIG-14")
  void requestsBeyondTheQueueLimitAreTurnedAway(String limit, boolean anyTurnedAway) {
    try (BackendFixture backend = BackendFixture.start(Map.of("INGEST_QUEUE_LIMIT", limit));
        Database database = Database.open(backend.databaseFile());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      database.lock();
      List<CompletableFuture<HttpAnswer>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String body = Samples.event().toString();
        answers.add(
            CompletableFuture.supplyAsync(
                () -> backend.http().postJson("/api/events", body), threads));
      }
      if (anyTurnedAway) {
        await()
            .atMost(Duration.ofSeconds(4))
            .until(() -> answers.stream().anyMatch(a -> a.isDone()));
      }
      database.unlock();
      assertThat(answers.stream().anyMatch(answer -> answer.join().status() == 503))
          .isEqualTo(anyTurnedAway);
    }
  }

  @Test
  @Rule("CONFIG-15")
  void pagesOfAllowedOriginsMayPost() {
    String list = "https://a.example:8443,http://b.example";
    try (BackendFixture backend = BackendFixture.start(Map.of("INGEST_ALLOW_ORIGIN", list))) {
      for (String allowed : new String[] {"https://a.example:8443", "http://b.example"}) {
        assertThat(statusWithOrigin(backend, allowed)).as(allowed).isEqualTo(201);
      }
      for (String foreign : new String[] {"https://a.example", "https://b.example", "null"}) {
        assertThat(statusWithOrigin(backend, foreign)).as(foreign).isEqualTo(403);
      }
      assertThat(statusWithOrigin(BackendFixture.shared(), "http://b.example")).isEqualTo(403);
    }
  }

  @Test
  @Rule("CONFIG-16")
  void furtherHostNamesAreAnswered() {
    try (BackendFixture backend =
        BackendFixture.start(Map.of("INGEST_ALLOW_HOST", "box.example,Other.Example"))) {
      for (String allowed : new String[] {"box.example", "BOX.example:99", "other.example"}) {
        assertThat(statusWithHost(backend, allowed)).as(allowed).isEqualTo(200);
      }
      assertThat(statusWithHost(backend, "third.example")).isEqualTo(403);
      assertThat(statusWithHost(BackendFixture.shared(), "box.example")).isEqualTo(403);
    }
  }

  @Test
  @Rule("CONFIG-22")
  void anEmptyVariableCountsAsUnset() {
    Map<String, String> empty =
        Map.ofEntries(
            Map.entry("INGEST_HOST", ""),
            Map.entry("INGEST_MAX_PAYLOAD_KB", ""),
            Map.entry("INGEST_MAX_BODY_KB", ""),
            Map.entry("INGEST_MAX_PENDING_MB", ""),
            Map.entry("INGEST_SESSION_TIMEOUT_S", ""),
            Map.entry("INGEST_SWEEP_MS", ""),
            Map.entry("INGEST_STATS_INTERVAL_MS", ""),
            Map.entry("INGEST_MAX_SSE_CLIENTS", ""),
            Map.entry("INGEST_SSE_HEARTBEAT_MS", ""),
            Map.entry("INGEST_SYNCHRONOUS", ""),
            Map.entry("INGEST_WRITE_STRATEGY", ""),
            Map.entry("INGEST_QUEUE_LIMIT", ""),
            Map.entry("INGEST_ALLOW_ORIGIN", ""),
            Map.entry("INGEST_ALLOW_HOST", ""));
    try (BackendFixture backend = BackendFixture.start(empty)) {
      assertThat(backend.baseUri().getHost()).isEqualTo("127.0.0.1");
      assertThat(metadataLength(backend, "x".repeat(20_000))).isEqualTo(10_240);
      assertThat(statusOfBody(backend, MEBIBYTE)).isEqualTo(201);
    }
  }

  @Test
  @Rule("CONFIG-26")
  void oneLineOnStdoutSaysThatItIsReady() {
    Map<String, String> environment = Map.of("INGEST_PORT", "0", "INGEST_DB_PATH", "x.db");
    try (StartAttempt attempt = StartAttempt.in(folder, environment)) {
      attempt.awaitOutputOrEnd();

      assertThat(attempt.outputLines())
          .singleElement()
          .asString()
          .matches("listening on http://127\\.0\\.0\\.1:[1-9][0-9]{0,4}");
      assertThat(attempt.errorLines()).isEmpty();
      assertThat(Files.exists(folder.resolve("x.db"))).isTrue();
    }
  }

  private static int metadataLength(BackendFixture backend, String text) {
    JsonNode row = RawEvent.with("\"metadata\":\"" + text + "\"").stored(backend);
    return row.path("metadata").asText().length();
  }

  /// The answer to a valid event of exactly so many bytes.
  private static int statusOfBody(BackendFixture backend, int bytes) {
    String event = Samples.event().toString();
    String body = event + " ".repeat(bytes - event.length());
    return backend.http().postJson("/api/events", body).status();
  }

  private static long activeSessions(BackendFixture backend) {
    return backend.http().get("/api/stats").json().path("active_sessions").asLong(-1);
  }

  private static int statusWithOrigin(BackendFixture backend, String origin) {
    return backend
        .http()
        .post(
            "/api/events",
            Samples.event().toString(),
            "Content-Type",
            "application/json",
            "Origin",
            origin)
        .status();
  }

  private static int statusWithHost(BackendFixture backend, String host) {
    return RawRequest.exchange(backend, RawRequest.headTo(host, "GET", "/api/health")).status();
  }
}
