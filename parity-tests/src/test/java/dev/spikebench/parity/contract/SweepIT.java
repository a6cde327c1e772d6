package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.StreamMessage;
import dev.spikebench.parity.client.StreamSubscriber;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What the sweep makes of silent sessions. Their silence is written into the file; only the
/// default timeout of 300 s tells them from lively ones, so nothing has to be waited for but the
/// next sweep.
class SweepIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final BackendFixture BACKEND =
      BackendFixture.start(
          Map.of("INGEST_SWEEP_MS", "250", "INGEST_STATS_INTERVAL_MS", "86400000"));

  @AfterAll
  static void stop() {
    BACKEND.close();
  }

  @Test
  @Rule({"SESSION-08", "STREAM-12", "CONFIG-08"})
  void silentActiveSessionTurnsIdle() {
    assertSwept("active", "NULL", 400, "idle", false, update(1, 0));
  }

  @Test
  @Rule({"SESSION-09", "STREAM-12"})
  void longSilentIdleSessionTurnsEnded() {
    assertSwept("idle", "NULL", 700, "ended", true, update(0, 1));
  }

  @Test
  @Rule({"SESSION-10", "STREAM-12"})
  void oneSweepMayDoBothAndCountBoth() {
    assertSwept("active", "NULL", 700, "ended", true, update(1, 1));
  }

  @Test
  @Rule({"SESSION-08", "SESSION-09", "STREAM-12"})
  void othersAreLeftAloneAndNobodyIsTold() {
    String lively = session("active", "NULL", 200);
    String idle = session("idle", "NULL", 500);
    String closed = session("idle", "datetime('now', '-700 seconds')", 700);
    try (StreamSubscriber stream = BACKEND.subscribe("")) {
      stream.awaitKind("connected", SOON);
      // The sweep that changes this one has looked at the others as well.
      String silent = session("active", "NULL", 400);
      stream.await(update(1, 0), SOON);
      assertThat(status(silent)).isEqualTo("idle");
      assertThat(status(lively)).isEqualTo("active");
      assertThat(status(idle)).isEqualTo("idle");
      assertThat(status(closed)).isEqualTo("idle");
      assertThat(stream.messages("session_update")).hasSize(1);
    }
  }

  @Test
  @Rule({"SESSION-08", "CONFIG-07"})
  void timeoutIsConfigured() {
    Map<String, String> quick = Map.of("INGEST_SWEEP_MS", "250", "INGEST_SESSION_TIMEOUT_S", "1");
    try (BackendFixture backend = BackendFixture.start(quick);
        StreamSubscriber stream = backend.subscribe("")) {
      stream.awaitKind("connected", SOON);
      ObjectNode event = Samples.event();
      assertThat(backend.http().postJson("/api/events", event.toString()).status()).isEqualTo(201);
      stream.await(message -> payload(message, "idled") == 1, SOON);
      stream.await(message -> payload(message, "ended") == 1, SOON);
    }
  }

  private static void assertSwept(
      String status,
      String endedAt,
      int silentSeconds,
      String expected,
      boolean ends,
      Predicate<StreamMessage> update) {
    try (StreamSubscriber stream = BACKEND.subscribe("?agent_type=nobody")) {
      stream.awaitKind("connected", SOON);
      String session = session(status, endedAt, silentSeconds);
      StreamMessage message = stream.await(update, SOON);
      assertThat(message.json()).hasSize(2);
      assertThat(message.json().path("payload")).hasSize(3);
      assertThat(status(session)).isEqualTo(expected);
      try (Database database = Database.open(BACKEND.databaseFile())) {
        String time =
            database.row("SELECT ended_at FROM sessions WHERE id = ?", session).get("ended_at");
        assertThat(time != null).isEqualTo(ends);
      }
    }
  }

  private static String session(String status, String endedAt, int silentSeconds) {
    String id = Samples.unique("session");
    String then = "datetime('now', '-%d seconds')".formatted(silentSeconds);
    try (Database database = Database.open(BACKEND.databaseFile())) {
      database.execute(
          "INSERT INTO sessions (id, agent_id, agent_type, status, started_at, ended_at, last_event_at) VALUES ('%s', 'a-default', 'a', '%s', %s, %s, %s)"
              .formatted(id, status, then, endedAt, then));
    }
    return id;
  }

  private static String status(String session) {
    try (Database database = Database.open(BACKEND.databaseFile())) {
      return String.valueOf(
          database.row("SELECT status FROM sessions WHERE id = ?", session).get("status"));
    }
  }

  private static Predicate<StreamMessage> update(int idled, int ended) {
    return message ->
        message.kind().equals("session_update")
            && message.json().path("payload").path("type").asText().equals("idle_check")
            && payload(message, "idled") == idled
            && payload(message, "ended") == ended;
  }

  private static int payload(StreamMessage message, String name) {
    JsonNode value = message.json().path("payload").path(name);
    return value.asInt(-1);
  }
}
