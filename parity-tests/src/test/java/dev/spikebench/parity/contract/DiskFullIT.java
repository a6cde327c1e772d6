package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.HttpAnswer;
import dev.spikebench.parity.client.StreamSubscriber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No room for another byte: the limit of a process on the size of its files (`prlimit`) is lowered
/// while it runs, which needs no rights, and lifted again.
@EnabledOnOs(OS.LINUX)
@Execution(ExecutionMode.CONCURRENT)
class DiskFullIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @ParameterizedTest
  @ValueSource(strings = {"per-batch", "group"})
  @Rule({"FAULT-01", "FAULT-02", "FAULT-03", "FAULT-04", "SESSION-14"})
  void batchThatFindsNoRoomIsNotStoredAtAllAndLaterItIs(String strategy) throws Exception {
    try (BackendFixture backend = BackendFixture.start(Map.of("INGEST_WRITE_STRATEGY", strategy));
        StreamSubscriber stream = backend.subscribe("")) {
      stream.awaitKind("connected", SOON);
      assertThat(post(backend, Samples.batch(Samples.event())).status()).isEqualTo(201);
      String batch = Samples.batch(bigEvents());

      limitFiles(backend, Files.size(walOf(backend)) + 64 * 1024);
      HttpAnswer refused = post(backend, batch);
      assertThat(refused.status()).isIn(503, 507);
      assertThat(refused.json().path("error").asText()).isNotEmpty();
      for (String target : List.of("/api/events", "/api/stats", "/api/health")) {
        assertThat(backend.http().get(target).status()).as(target).isEqualTo(200);
      }
      assertThat(totalEvents(backend)).isOne();

      limitFiles(backend, Long.MAX_VALUE);
      assertThat(post(backend, batch).json().path("received").asInt()).isEqualTo(300);
      assertThat(totalEvents(backend)).isEqualTo(301);
      stream.await(message -> stream.messages("event").size() == 301, SOON);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "per-event")
  @Rule({"FAULT-01", "FAULT-03", "FAULT-05"})
  void perEventWhatFoundRoomStays(String strategy) throws Exception {
    try (BackendFixture backend = BackendFixture.start(Map.of("INGEST_WRITE_STRATEGY", strategy))) {
      assertThat(post(backend, Samples.batch(Samples.event())).status()).isEqualTo(201);
      String batch = Samples.batch(bigEvents());

      limitFiles(backend, Files.size(walOf(backend)) + 512 * 1024);
      assertThat(post(backend, batch).status()).isIn(503, 507);
      long stored = totalEvents(backend);
      assertThat(stored).isBetween(2L, 300L);

      limitFiles(backend, Long.MAX_VALUE);
      HttpAnswer again = post(backend, batch);
      assertThat(again.status()).isEqualTo(201);
      assertThat(again.json().path("duplicates").asLong()).isEqualTo(stored - 1);
      assertThat(totalEvents(backend)).isEqualTo(301);
    }
  }

  /// 300 events of 2 KiB: more than any room left above.
  private static List<ObjectNode> bigEvents() {
    List<ObjectNode> events = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      ObjectNode event = Samples.event().put("event_id", Samples.unique("id"));
      events.add(event.put("metadata", "x".repeat(2048)));
    }
    return events;
  }

  private static HttpAnswer post(BackendFixture backend, String batch) {
    return backend.http().postJson("/api/events/batch", batch);
  }

  private static long totalEvents(BackendFixture backend) {
    return backend.http().get("/api/stats").json().path("total_events").asLong(-1);
  }

  private static Path walOf(BackendFixture backend) {
    return Path.of(backend.databaseFile() + "-wal");
  }

  private static void limitFiles(BackendFixture backend, long bytes)
      throws IOException, InterruptedException {
    String soft = bytes == Long.MAX_VALUE ? "unlimited" : Long.toString(bytes);
    Process prlimit =
        new ProcessBuilder(
                "prlimit", "--pid", Long.toString(backend.pid()), "--fsize=" + soft + ":unlimited")
            .inheritIO()
            .start();
    assertThat(prlimit.waitFor()).isZero();
  }
}
