package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.CallFailedException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What was acknowledged is there after the process was killed in full flight.
@Execution(ExecutionMode.CONCURRENT)
class DurabilityIT {
  private static final int CLIENTS = 8;
  private static final int ACKNOWLEDGED_BEFORE_THE_END = 600;

  @ParameterizedTest
  @ValueSource(strings = {"per-event", "per-batch", "group"})
  @Rule({"STORAGE-17", "STORAGE-18", "CONFIG-13", "STORAGE-11"})
  void acknowledgedEventsAndDuplicatesSurviveAKill(String strategy) {
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    AtomicInteger duplicates = new AtomicInteger();
    try (BackendFixture backend = BackendFixture.start(Map.of("INGEST_WRITE_STRATEGY", strategy));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      URI target = backend.baseUri();
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        // Two clients send each id, so that answers of duplicates race with the first's commit.
        String prefix = strategy + "-" + client / 2;
        clients.add(
            CompletableFuture.runAsync(
                () -> sendUntilTheEnd(backend, prefix, acknowledged, duplicates), threads));
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> acknowledged.size() >= ACKNOWLEDGED_BEFORE_THE_END && duplicates.get() > 0);
      backend.kill();
      clients.forEach(CompletableFuture::join);

      backend.restart();
      assertThat(backend.baseUri()).isNotEqualTo(target);
      assertThat(storedIds(backend)).containsAll(acknowledged);
      assertThat(backend.http().get("/api/stats").json().path("total_events").asInt())
          .isGreaterThanOrEqualTo(acknowledged.size());
    }
  }

  private static void sendUntilTheEnd(
      BackendFixture backend, String prefix, Set<String> acknowledged, AtomicInteger duplicates) {
    for (int i = 0; i < 1_000_000; i++) {
      ObjectNode event = Samples.event("session-" + prefix, "agent");
      event.put("event_id", prefix + "-" + i);
      try {
        int status = backend.http().postJson("/api/events", event.toString()).status();
        assertThat(status).isIn(200, 201);
        duplicates.addAndGet(status == 200 ? 1 : 0);
        acknowledged.add(prefix + "-" + i);
      } catch (CallFailedException killed) {
        return;
      }
    }
  }

  private static Set<String> storedIds(BackendFixture backend) {
    Set<String> ids = ConcurrentHashMap.newKeySet();
    try (Database database = Database.open(backend.databaseFile())) {
      database
          .rows("SELECT event_id FROM events")
          .forEach(row -> ids.add(String.valueOf(row.get("event_id"))));
    }
    return ids;
  }
}
