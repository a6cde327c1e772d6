package dev.spikebench.server.http;

import static dev.spikebench.server.raw.Requests.EVENT;
import static dev.spikebench.server.raw.Requests.chunkedHead;
import static dev.spikebench.server.raw.Requests.get;
import static dev.spikebench.server.raw.Requests.post;
import static dev.spikebench.server.raw.Requests.postHead;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.server.config.ServerConfig;
import dev.spikebench.server.config.ServerConfigs;
import dev.spikebench.server.raw.RawClient;
import dev.spikebench.server.raw.RawResponse;
import dev.spikebench.server.store.EventStore;
import dev.spikebench.server.store.StoreSettings;
import dev.spikebench.server.stream.StreamHub;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the whole server shows only in bad times: threads that fail, are busy or never come to it,
/// and clients that fall silent.
class FailuresTest {
  private static final Duration SILENCE_LIMIT = Duration.ofMillis(300);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final ServerConfig config;
  private final StreamHub hub;
  private final EventStore store;

  FailuresTest(@TempDir Path folder) {
    config =
        ServerConfigs.fromEnvironment(
            Map.of("INGEST_PORT", "0", "INGEST_DB_PATH", folder.resolve("ingest.db").toString()),
            Map.of());
    hub = new StreamHub(1, config.streamHeartbeat(), InstantSource.system(), timer);
    store =
        EventStore.open(
            new StoreSettings(
                config.databasePath(),
                config.synchronous(),
                config.writeStrategy(),
                config.queueLimit(),
                config.sessionTimeout(),
                InstantSource.system()),
            hub);
  }

  @AfterEach
  void stop() {
    store.close();
    timer.shutdownNow();
  }

  @Test
  void anUnexpectedFailureIsA500ForTheClientAndOneLineForTheOperator() throws IOException {
    RawResponse response =
        exchange(
            task -> {
              throw new IllegalStateException("secret\nin two lines");
            },
            get("/api/stats"));

    assertThat(response.status()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("{\"error\":\"Internal server error\"}");
    assertThat(errors.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .contains("IllegalStateException", "secret in two lines");
  }

  @Test
  void tooManyReadsAreRefused() throws IOException {
    RawResponse response =
        exchange(
            task -> {
              throw new RejectedExecutionException();
            },
            get("/api/stats"));

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.field("Retry-After")).isEqualTo("1");
  }

  @Test
  void aReadThatTakesTooLongIsGivenUpAndHealthStillAnswers() throws IOException {
    HttpServer server = serve(task -> {});
    try (RawClient reading = RawClient.connect(server.port());
        RawClient asking = RawClient.connect(server.port())) {
      reading.send(get("/api/stats"));

      assertThat(asking.send(get("/api/health")).read().status()).isEqualTo(200);
      assertThat(reading.read().status()).isEqualTo(503);
    } finally {
      server.close();
    }
  }

  @Test
  void aClosedStoreIsUnavailable() throws IOException {
    store.close();

    assertThat(exchange(Runnable::run, post("/api/events", EVENT)).status()).isEqualTo(503);
    assertThat(exchange(Runnable::run, get("/api/health")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"head", "declared", "streamed"})
  void aRequestThatFallsSilentEnds(String where) throws IOException {
    String begun =
        switch (where) {
          case "head" -> "POST /api/events HTTP/1.1\r\nHo";
          case "declared" -> postHead("/api/events", 100) + "{";
          default -> chunkedHead("/api/events") + "5\r\n{";
        };
    HttpServer server = serve(Runnable::run);
    try (RawClient silent = RawClient.connect(server.port());
        RawClient idle = RawClient.connect(server.port())) {
      assertThat(idle.send(get("/api/health")).read().status()).isEqualTo(200);
      silent.send(begun);

      if (where.equals("head")) {
        assertThat(silent.awaitEnd()).isIn("EOF", "RESET");
      } else {
        assertThat(silent.read().status()).isEqualTo(408);
      }
      assertThat(idle.send(get("/api/health")).read().status()).isEqualTo(200);
    } finally {
      server.close();
    }
  }

  @Test
  void theBodyOfAnotherMethodThatFallsSilentEndsTheConnection() throws IOException {
    HttpServer server = serve(Runnable::run);
    try (RawClient client = RawClient.connect(server.port())) {
      client.send(get("/api/health", "Content-Length: 100") + "x");

      assertThat(client.read().status()).isEqualTo(200);
      assertThat(client.awaitEnd()).isIn("EOF", "RESET");
    } finally {
      server.close();
    }
  }

  private RawResponse exchange(Executor readers, String request) throws IOException {
    HttpServer server = serve(readers);
    try (RawClient client = RawClient.connect(server.port())) {
      return client.send(request).read();
    } finally {
      server.close();
    }
  }

  private HttpServer serve(Executor readers) throws IOException {
    return HttpServer.start(
        new HttpServer.Parts(
            config,
            store,
            hub,
            readers,
            Runnable::run,
            timer,
            "test",
            SILENCE_LIMIT,
            new PrintStream(errors, true, StandardCharsets.UTF_8)));
  }
}
