package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.HttpAnswer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// How long the backend waits for another process that writes.
@Execution(ExecutionMode.CONCURRENT)
class BusyTimeoutIT {

  @Test
  @Rule("STORAGE-02")
  void lockOfAFewSecondsIsWaitedFor() {
    try (BackendFixture backend = BackendFixture.start(Map.of());
        Database other = Database.open(backend.databaseFile())) {
      ObjectNode event = Samples.event();
      other.lock();
      CompletableFuture<HttpAnswer> answer =
          CompletableFuture.supplyAsync(() -> post(backend, event));
      await().pollDelay(Duration.ofMillis(3500)).until(() -> true);
      assertThat(answer).isNotDone();
      other.unlock();
      assertThat(answer.join().status()).isEqualTo(201);
      assertThat(Traces.events(backend, event.path("session_id").asText())).isOne();
    }
  }

  @Test
  @Rule({"STORAGE-02", "FAULT-01"})
  void longerLockIsGivenUpAfterFiveSeconds() {
    try (BackendFixture backend = BackendFixture.start(Map.of());
        Database other = Database.open(backend.databaseFile())) {
      other.lock();
      long sentNs = System.nanoTime();
      assertThat(post(backend, Samples.event()).status()).isIn(503, 507);
      assertThat(Duration.ofNanos(System.nanoTime() - sentNs))
          .isGreaterThanOrEqualTo(Duration.ofMillis(4900));
      other.unlock();
      assertThat(post(backend, Samples.event()).status()).isEqualTo(201);
    }
  }

  private static HttpAnswer post(BackendFixture backend, ObjectNode event) {
    return backend.http().postJson("/api/events", event.toString());
  }
}
