package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.HttpAnswer;
import dev.spikebench.parity.client.RawConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsIT {
  private static final int KIBIBYTE = 1024;
  private static final int REQUESTS = 16;
  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
  private static final String JSON = "Content-Type: application/json";

  @ParameterizedTest
  @ValueSource(strings = {"per-event", "per-batch", "group"})
  @Rule({"LIMIT-01", "LIMIT-03", "LIMIT-04", "ORDER-10"})
  void whileTheQueueIsFullPostsAreTurnedAwayAndNothingOfThemIsStored(String strategy) {
    Map<String, String> environment =
        Map.of("INGEST_QUEUE_LIMIT", "1", "INGEST_WRITE_STRATEGY", strategy);
    try (BackendFixture backend = BackendFixture.start(environment);
        Database database = Database.open(backend.databaseFile());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      database.lock();
      List<ObjectNode> events = new ArrayList<>();
      List<CompletableFuture<HttpAnswer>> answers = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        ObjectNode event = Samples.event();
        events.add(event);
        answers.add(
            CompletableFuture.supplyAsync(
                () -> backend.http().postJson("/api/events", event.toString()), threads));
      }
      // One is with the writer and one may wait; every other one is turned away at once.
      await()
          .until(() -> answers.stream().filter(CompletableFuture::isDone).count() >= REQUESTS - 3);
      assertContentComesBeforeTheFullQueue(backend);
      database.unlock();

      for (int i = 0; i < REQUESTS; i++) {
        HttpAnswer answer = answers.get(i).join();
        if (answer.status() == 201) {
          assertThat(Traces.events(backend, events.get(i).path("session_id").asText())).isOne();
        } else {
          assertTurnedAway(answer);
          Traces.assertNone(backend, events.get(i));
        }
      }
      assertThat(answers).anyMatch(answer -> answer.join().status() == 201);
      assertThat(backend.http().postJson("/api/events", events.getLast().toString()).status())
          .isEqualTo(201);
    }
  }

  @Test
  @Rule({"LIMIT-02", "LIMIT-03", "LIMIT-04"})
  void whilePendingBytesAreAtTheirCapPostsAreTurnedAwayBeforeTheirBodyIsRead() {
    try (BackendFixture backend =
            BackendFixture.start(
                Map.of("INGEST_MAX_PENDING_MB", "1", "INGEST_MAX_BODY_KB", "1000"));
        RawConnection holder = backend.raw()) {
      ObjectNode held = Samples.event();
      String heldBody = padded(held, 1000 * KIBIBYTE);
      // Asked for, the backend has made room for the body; a request that came sooner would take
      // it.
      holder.write(head(backend, "Expect: 100-continue", "Content-Length: " + heldBody.length()));
      assertThat(holder.readSome(CONTINUE.length())).isTrue();
      holder.write(heldBody.substring(0, heldBody.length() - 1));

      ObjectNode refused = Samples.event();
      String body = padded(refused, 100 * KIBIBYTE);
      // The whole of the first body but its last byte is in the backend before the next one comes.
      await().untilAsserted(() -> assertTurnedAway(answerToHeadAlone(backend, body.length())));
      assertTurnedAway(answerToChunks(backend, body));
      Traces.assertNone(backend, refused);
      assertThat(backend.http().get("/api/health").status()).isEqualTo(200);

      holder.write(heldBody.substring(heldBody.length() - 1));
      assertThat(holder.readAnswer().answer().status()).isEqualTo(201);
      assertThat(backend.http().postJson("/api/events", body).status()).isEqualTo(201);
    }
  }

  @Test
  @Rule("LIMIT-02")
  void bytesOfRequestsThatEndedEarlyAreNoLongerPending() {
    try (BackendFixture backend =
        BackendFixture.start(Map.of("INGEST_MAX_PENDING_MB", "1", "INGEST_MAX_BODY_KB", "1000"))) {
      String body = padded(Samples.event(), 900 * KIBIBYTE);
      for (int i = 0; i < 8; i++) {
        try (RawConnection given = backend.raw()) {
          given.write(head(backend, "Content-Length: " + body.length()));
          given.write(body.substring(0, 800 * KIBIBYTE));
        }
        try (RawConnection reset = backend.raw()) {
          reset.write(head(backend, "Transfer-Encoding: chunked"));
          reset.write("64000\r\n" + body.substring(0, 300 * KIBIBYTE));
          reset.reset();
        }
      }
      String other = padded(Samples.event(), 900 * KIBIBYTE);
      await().until(() -> backend.http().postJson("/api/events", other).status() != 503);
    }
  }

  @Test
  @Rule({"LIMIT-02", "LIMIT-03", "LIMIT-04"})
  void bytesThatWaitForTheWriterArePending() {
    try (BackendFixture backend = BackendFixture.start(Map.of("INGEST_MAX_PENDING_MB", "1"));
        Database database = Database.open(backend.databaseFile());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      database.lock();
      List<CompletableFuture<HttpAnswer>> answers = new ArrayList<>();
      List<ObjectNode> events = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        ObjectNode event = Samples.event();
        events.add(event);
        String body = padded(event, 400 * KIBIBYTE);
        answers.add(
            CompletableFuture.supplyAsync(
                () -> backend.http().postJson("/api/events", body), threads));
      }
      // Two have room together, a third has not.
      await().until(() -> answers.stream().filter(CompletableFuture::isDone).count() >= 4);
      database.unlock();
      for (int i = 0; i < answers.size(); i++) {
        HttpAnswer answer = answers.get(i).join();
        if (answer.status() != 201) {
          assertTurnedAway(answer);
          Traces.assertNone(backend, events.get(i));
        }
      }
      assertThat(answers).anyMatch(answer -> answer.join().status() == 201);
    }
  }

  private static void assertContentComesBeforeTheFullQueue(BackendFixture backend) {
    assertThat(backend.http().postJson("/api/events", "{").status()).isEqualTo(400);
    assertThat(backend.http().postJson("/api/events", "{}").status()).isEqualTo(400);
    assertThat(backend.http().postJson("/api/events/batch", "{}").status()).isEqualTo(400);
    assertThat(backend.http().post("/api/events", "{}", "Content-Type", "text/plain").status())
        .isEqualTo(415);
  }

  private static void assertTurnedAway(HttpAnswer answer) {
    assertThat(answer.status()).as(answer.describe()).isEqualTo(503);
    assertThat(answer.values("Retry-After")).containsExactly("1");
    assertThat(answer.json().path("error").asText()).isNotEmpty();
  }

  private static HttpAnswer answerToHeadAlone(BackendFixture backend, int length) {
    return RawRequest.exchange(backend, head(backend, "Content-Length: " + length));
  }

  private static HttpAnswer answerToChunks(BackendFixture backend, String body) {
    String chunk = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    return RawRequest.exchange(backend, head(backend, "Transfer-Encoding: chunked") + chunk);
  }

  private static String head(BackendFixture backend, String... lines) {
    List<String> all = new ArrayList<>(List.of(lines));
    all.addFirst(JSON);
    return RawRequest.head(backend, "POST", "/api/events", all.toArray(String[]::new));
  }

  private static String padded(ObjectNode event, int bytes) {
    String text = event.toString();
    return text + " ".repeat(bytes - text.length());
  }
}
