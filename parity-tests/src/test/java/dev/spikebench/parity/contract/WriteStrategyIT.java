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

/// Commits are counted where SQLite writes them down: in the write-ahead log.
class WriteStrategyIT {
  private static final int BATCHES = 3;
  private static final int EVENTS_A_BATCH = 10;

  @Test
  @Rule({"CONFIG-13", "CONFIG-17"})
  void perEventCommitsEveryStatement() {
    assertThat(commitsOfBatches("per-event")).isGreaterThanOrEqualTo(BATCHES * EVENTS_A_BATCH);
  }

  @Test
  @Rule({"CONFIG-13", "CONFIG-18"})
  void perBatchCommitsEveryRequest() {
    assertThat(commitsOfBatches("per-batch")).isEqualTo(BATCHES);
  }

  @Test
  @Rule({"CONFIG-13", "CONFIG-19"})
  void groupCommitsRequestsThatWaitTogetherAtOnce() {
    assertThat(commitsOfBatches("group")).isLessThanOrEqualTo(BATCHES);

    int waiting = 12;
    Map<String, String> environment =
        Map.of("INGEST_WRITE_STRATEGY", "group", "INGEST_QUEUE_LIMIT", Integer.toString(waiting));
    try (BackendFixture backend = BackendFixture.start(environment);
        Database reader = readerThatKeepsTheLog(backend);
        Database locker = Database.open(backend.databaseFile());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long before = WriteAheadLog.commits(backend.databaseFile());
      locker.lock();
      List<CompletableFuture<HttpAnswer>> answers = new ArrayList<>();
      for (int i = 0; i < 3 * waiting; i++) {
        String body = Samples.event().toString();
        answers.add(
            CompletableFuture.supplyAsync(
                () -> backend.http().postJson("/api/events", body), threads));
      }
      // The first refusal tells that the queue is full: all its requests wait together.
      await().atMost(Duration.ofSeconds(4)).until(() -> answers.stream().anyMatch(a -> a.isDone()));
      locker.unlock();
      long stored = answers.stream().filter(answer -> answer.join().status() == 201).count();
      long commits = WriteAheadLog.commits(backend.databaseFile()) - before;

      assertThat(stored).isGreaterThanOrEqualTo(waiting);
      // Those that came before the queue was full, the full queue, and latecomers.
      assertThat(commits).isPositive().isLessThan(stored / 2);
      assertThat(reader.number("SELECT count(*) FROM events")).isOne();
    }
  }

  /// Commits that so many batches sent one after the other cost.
  private static long commitsOfBatches(String strategy) {
    try (BackendFixture backend = BackendFixture.start(Map.of("INGEST_WRITE_STRATEGY", strategy));
        Database reader = readerThatKeepsTheLog(backend)) {
      long before = WriteAheadLog.commits(backend.databaseFile());
      for (int i = 0; i < BATCHES; i++) {
        List<ObjectNode> events = new ArrayList<>();
        for (int k = 0; k < EVENTS_A_BATCH; k++) {
          events.add(Samples.event());
        }
        HttpAnswer answer = backend.http().postJson("/api/events/batch", Samples.batch(events));
        assertThat(answer.json().path("received").asInt()).isEqualTo(EVENTS_A_BATCH);
      }
      assertThat(reader.number("SELECT count(*) FROM events")).isOne();
      return WriteAheadLog.commits(backend.databaseFile()) - before;
    }
  }

  /// While a transaction reads, no checkpoint starts the log anew.
  private static Database readerThatKeepsTheLog(BackendFixture backend) {
    RawEvent.with("").stored(backend);
    Database reader = Database.open(backend.databaseFile());
    reader.execute("BEGIN");
    reader.number("SELECT count(*) FROM events");
    return reader;
  }
}
