package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.HttpAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageFaultIT {
  private static final String FAULTY = "fault";

  /// Makes the storage of one tool's events fail, as a full disk would in the middle of a batch.
  private static final String FAULT =
      "CREATE TRIGGER aux_fault BEFORE INSERT ON events WHEN NEW.tool_name = 'fault'"
          + " BEGIN SELECT RAISE(ABORT, 'no room'); END";

  @Test
  @Rule({"FAULT-01", "FAULT-02", "FAULT-03"})
  void whileTheDatabaseCannotBeWrittenReadsAreAnsweredAndAfterwardsAllIsWell() {
    try (BackendFixture backend = BackendFixture.start(Map.of());
        Database database = Database.open(backend.databaseFile());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ObjectNode before = Samples.event();
      assertThat(post(backend, before).status()).isEqualTo(201);
      database.lock();
      ObjectNode during = Samples.event();
      CompletableFuture<HttpAnswer> refused =
          CompletableFuture.supplyAsync(() -> post(backend, during), threads);
      for (String target : List.of("/api/events", "/api/stats", "/api/health")) {
        assertThat(backend.http().get(target).status()).as(target).isEqualTo(200);
      }
      assertThat(refused.join().status()).isIn(503, 507);
      assertThat(refused.join().json().path("error").asText()).isNotEmpty();
      assertThat(Traces.events(backend, before.path("session_id").asText())).isOne();
      database.unlock();

      await().until(() -> post(backend, during).status() == 201);
      assertThat(Traces.events(backend, during.path("session_id").asText())).isOne();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"per-batch", "group"})
  @Rule({"FAULT-01", "FAULT-03", "FAULT-04"})
  void batchWithAFaultIsNotStoredAtAllButOthersAre(String strategy) {
    try (BackendFixture backend = BackendFixture.start(Map.of("INGEST_WRITE_STRATEGY", strategy));
        Database database = Database.open(backend.databaseFile())) {
      database.execute(FAULT);
      ObjectNode first = Samples.event().put("event_id", Samples.unique("id"));
      ObjectNode faulty = Samples.event().put("tool_name", FAULTY);
      ObjectNode last = Samples.event();
      HttpAnswer answer = postBatch(backend, first, faulty, last);
      assertThat(answer.status()).isIn(503, 507);
      assertThat(answer.json().path("error").asText()).isNotEmpty();
      for (ObjectNode event : List.of(first, faulty, last)) {
        Traces.assertNone(backend, event);
      }
      assertThat(post(backend, faulty).status()).isIn(503, 507);

      database.execute("DROP TRIGGER aux_fault");
      HttpAnswer again = postBatch(backend, first, faulty, last);
      assertThat(again.status()).isEqualTo(201);
      assertThat(again.json().path("received").asInt()).isEqualTo(3);
    }
  }

  @Test
  @Rule({"FAULT-04", "FAULT-03"})
  void requestsThatShareATransactionWithAFaultyOneAreAnsweredByTheirOwnFate() {
    try (BackendFixture backend = BackendFixture.start(Map.of("INGEST_WRITE_STRATEGY", "group"));
        Database database = Database.open(backend.databaseFile());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      database.execute(FAULT);
      database.lock();
      List<ObjectNode> events = new ArrayList<>();
      List<CompletableFuture<HttpAnswer>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        ObjectNode event = i == 7 ? Samples.event().put("tool_name", FAULTY) : Samples.event();
        events.add(event);
        answers.add(CompletableFuture.supplyAsync(() -> post(backend, event), threads));
      }
      database.unlock();
      for (int i = 0; i < events.size(); i++) {
        HttpAnswer answer = answers.get(i).join();
        long stored = Traces.events(backend, events.get(i).path("session_id").asText());
        if (answer.status() == 201) {
          assertThat(stored).isOne();
        } else {
          assertThat(answer.status()).isIn(503, 507);
          Traces.assertNone(backend, events.get(i));
        }
      }
      assertThat(answers.get(7).join().status()).isIn(503, 507);
    }
  }

  @Test
  @Rule({"FAULT-05", "FAULT-01"})
  void perEventTheEventsBeforeTheFaultStay() {
    try (BackendFixture backend =
            BackendFixture.start(Map.of("INGEST_WRITE_STRATEGY", "per-event"));
        Database database = Database.open(backend.databaseFile())) {
      database.execute(FAULT);
      ObjectNode first = Samples.event();
      ObjectNode faulty = Samples.event().put("tool_name", FAULTY);
      HttpAnswer answer = postBatch(backend, first, faulty);
      assertThat(answer.status()).isIn(503, 507);
      assertThat(Traces.events(backend, first.path("session_id").asText())).isOne();
      assertThat(Traces.events(backend, faulty.path("session_id").asText())).isZero();
      assertThat(backend.terminate(Duration.ofSeconds(10))).isIn(0, 130, 143);
    }
  }

  private static HttpAnswer post(BackendFixture backend, ObjectNode event) {
    return backend.http().postJson("/api/events", event.toString());
  }

  private static HttpAnswer postBatch(BackendFixture backend, ObjectNode... events) {
    return backend.http().postJson("/api/events/batch", Samples.batch(events));
  }
}
