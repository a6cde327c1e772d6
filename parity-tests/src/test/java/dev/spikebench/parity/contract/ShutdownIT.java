package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.CallFailedException;
import dev.spikebench.parity.client.HttpAnswer;
import dev.spikebench.parity.client.RawConnection;
import dev.spikebench.parity.client.RawOutcome;
import dev.spikebench.parity.client.StreamSubscriber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The end of a backend that is told to end.
@Execution(ExecutionMode.CONCURRENT)
class ShutdownIT {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofSeconds(20);

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  @Rule({"SHUTDOWN-04", "SHUTDOWN-05", "SHUTDOWN-06", "SHUTDOWN-07", "SHUTDOWN-09"})
  void signalEndsItCleanlyInTime(String signal) throws IOException {
    try (BackendFixture backend = BackendFixture.start(Map.of());
        StreamSubscriber stream = backend.subscribe("")) {
      stream.awaitKind("connected", SOON);
      assertThat(post(backend, Samples.event()).status()).isEqualTo(201);
      backend.signal(signal);
      assertThat(backend.awaitExit(LIMIT)).isIn(0, 130, 143);
      stream.awaitEnd(SOON);
      Path wal = Path.of(backend.databaseFile() + "-wal");
      assertThat(Files.exists(wal) ? Files.size(wal) : 0).as("left in the log").isZero();
      try (Database database = Database.open(backend.databaseFile())) {
        assertThat(database.number("SELECT count(*) FROM events")).isOne();
      }
    }
  }

  @Test
  @Rule({"SHUTDOWN-01", "SHUTDOWN-02", "SHUTDOWN-03", "SHUTDOWN-06"})
  void acceptedRequestIsAnsweredAndStoredWhileNewConnectionsAreNot() {
    try (BackendFixture backend = BackendFixture.start(Map.of());
        Database other = Database.open(backend.databaseFile())) {
      ObjectNode event = Samples.event();
      other.lock();
      CompletableFuture<HttpAnswer> accepted =
          CompletableFuture.supplyAsync(() -> post(backend, event));
      await().pollDelay(Duration.ofMillis(500)).until(() -> true);
      backend.signal("TERM");
      await().atMost(SOON).until(() -> !accepts(backend));
      assertThat(backend.alive()).as("still at work for the accepted request").isTrue();
      other.unlock();
      assertThat(accepted.join().status()).isEqualTo(201);
      assertThat(backend.awaitExit(LIMIT)).isIn(0, 130, 143);
      assertThat(
              other.number(
                  "SELECT count(*) FROM events WHERE session_id = ?",
                  event.path("session_id").asText()))
          .isOne();
    }
  }

  @Test
  @Rule({"SHUTDOWN-02", "SHUTDOWN-03", "SHUTDOWN-06", "SHUTDOWN-08"})
  void underLoadEveryAcknowledgedEventIsStored() {
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    try (BackendFixture backend = BackendFixture.start(Map.of());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Void>> clients =
          IntStream.range(0, 8)
              .mapToObj(i -> CompletableFuture.runAsync(() -> send(backend, acknowledged), threads))
              .toList();
      await().atMost(SOON).until(() -> acknowledged.size() > 300);
      assertThat(backend.terminate(LIMIT)).isIn(0, 130, 143);
      clients.forEach(CompletableFuture::join);
      try (Database database = Database.open(backend.databaseFile())) {
        assertThat(database.rows("SELECT session_id FROM events"))
            .extracting(row -> row.get("session_id"))
            .containsAll(acknowledged);
      }
    }
  }

  @Test
  @Rule({"SHUTDOWN-07", "SHUTDOWN-08"})
  void whatCannotBeWrittenInTimeIsNotAcknowledged() {
    try (BackendFixture backend = BackendFixture.start(Map.of());
        Database other = Database.open(backend.databaseFile())) {
      ObjectNode event = Samples.event();
      other.lock();
      CompletableFuture<Integer> status =
          CompletableFuture.supplyAsync(() -> post(backend, event).status())
              .exceptionally(broken -> 0);
      await().pollDelay(Duration.ofMillis(500)).until(() -> true);
      backend.signal("TERM");
      assertThat(backend.awaitExit(LIMIT)).isIn(0, 130, 143);
      assertThat(status.join()).isNotIn(200, 201);
      other.unlock();
    }
  }

  @Test
  @Rule({"SHUTDOWN-04", "SHUTDOWN-06", "SHUTDOWN-07"})
  void idleHalfSentAndStalledConnectionsDoNotHoldItUp() {
    try (BackendFixture backend = BackendFixture.start(Map.of());
        RawConnection idle = backend.raw();
        RawConnection halfSent = backend.raw();
        SlowReader stalled = SlowReader.stalled(backend)) {
      assertThat(stalled).isNotNull();
      String host = backend.baseUri().getAuthority();
      idle.write("GET /api/health HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
      assertThat(idle.readAnswer().answer().status()).isEqualTo(200);
      halfSent.write(
          "POST /api/events HTTP/1.1\r\nHost: "
              + host
              + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
      fillStream(backend);
      assertThat(backend.terminate(LIMIT)).isIn(0, 130, 143);
      assertThat(idle.awaitEnd().closed()).isTrue();
      RawOutcome outcome = halfSent.readAnswer();
      if (outcome instanceof RawOutcome.Answered answered) {
        assertThat(answered.httpAnswer().status()).isGreaterThanOrEqualTo(400);
      } else {
        assertThat(outcome.closed()).isTrue();
      }
    }
  }

  /// So much that some of it waits for the stalled reader.
  private static void fillStream(BackendFixture backend) {
    String event = Samples.event().put("metadata", "x".repeat(10_000)).toString();
    String batch = "{\"events\":[" + (event + ",").repeat(89) + event + "]}";
    for (int i = 0; i < 8; i++) {
      assertThat(backend.http().postJson("/api/events/batch", batch).status()).isEqualTo(201);
    }
  }

  private static void send(BackendFixture backend, Set<String> acknowledged) {
    for (int i = 0; i < 1_000_000; i++) {
      ObjectNode event = Samples.event();
      try {
        if (post(backend, event).status() != 201) {
          return;
        }
        acknowledged.add(event.path("session_id").asText());
      } catch (CallFailedException ended) {
        return;
      }
    }
  }

  private static boolean accepts(BackendFixture backend) {
    try (RawConnection connection = backend.raw()) {
      String host = backend.baseUri().getAuthority();
      connection.write("GET /api/health HTTP/1.0\r\nHost: " + host + "\r\n\r\n");
      return connection.readAnswer() instanceof RawOutcome.Answered answered
          && answered.httpAnswer().status() == 200;
    } catch (CallFailedException refused) {
      return false;
    }
  }

  private static HttpAnswer post(BackendFixture backend, ObjectNode event) {
    return backend.http().postJson("/api/events", event.toString());
  }
}
