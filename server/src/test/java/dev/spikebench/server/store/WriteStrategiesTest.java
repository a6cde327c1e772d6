package dev.spikebench.server.store;

import static dev.spikebench.server.store.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.server.config.WriteStrategy;
import dev.spikebench.server.event.IngestEvent;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WriteStrategiesTest {

  private static final long SEED = 20260225;

  @TempDir Path folder;

  @Test
  void allStrategiesLeaveTheSameRowsBehind() throws SQLException {
    List<List<IngestEvent>> requests = requests();

    List<String> perEvent = rowsAfterWritingOneByOne(WriteStrategy.PER_EVENT, requests);

    assertThat(perEvent).hasSizeGreaterThan(300).anyMatch(row -> row.contains("|ended|"));
    assertThat(rowsAfterWritingOneByOne(WriteStrategy.PER_BATCH, requests)).isEqualTo(perEvent);
    assertThat(rowsAfterWritingOneByOne(WriteStrategy.GROUP, requests)).isEqualTo(perEvent);
  }

  @Test
  void requestsThatShareACommitLeaveTheSameRowsBehindAsRequestsThatDoNot() throws Exception {
    List<List<IngestEvent>> requests = requests();
    List<String> apart = rowsAfterWaitingTogether(WriteStrategy.PER_BATCH, requests);
    assertThat(rowsAfterWaitingTogether(WriteStrategy.GROUP, requests)).isEqualTo(apart);
    assertThat(rowsAfterWaitingTogether(WriteStrategy.PER_EVENT, requests)).isEqualTo(apart);
  }

  private List<String> rowsAfterWritingOneByOne(
      WriteStrategy strategy, List<List<IngestEvent>> requests) throws SQLException {
    try (TestStore test = TestStore.open(folder.resolve(strategy + "-apart.db"), strategy)) {
      for (List<IngestEvent> request : requests) {
        test.clock.advance(Duration.ofMillis(700));
        test.write(request.toArray(IngestEvent[]::new));
      }
      return rows(test);
    }
  }

  private List<String> rowsAfterWaitingTogether(
      WriteStrategy strategy, List<List<IngestEvent>> requests) throws Exception {
    try (TestStore test = TestStore.open(folder.resolve(strategy + "-together.db"), strategy)) {
      CountDownLatch release = new CountDownLatch(1);
      test.store.submit(new WriteRequest(List.of(), outcome -> TestStore.await(release)));
      List<CompletableFuture<WriteOutcome>> outcomes =
          requests.stream()
              .map(request -> test.submit(request.toArray(IngestEvent[]::new)))
              .toList();
      release.countDown();
      assertThat(outcomes.stream().map(TestStore::outcome))
          .allMatch(WriteOutcome.Stored.class::isInstance);
      return rows(test);
    }
  }

  /// Requests of up to 12 events with duplicates, few sessions, changing agents, ends and imports.
  private static List<List<IngestEvent>> requests() {
    Random random = new Random(SEED);
    List<List<IngestEvent>> requests = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      requests.add(Stream.generate(() -> randomEvent(random)).limit(random.nextInt(13)).toList());
    }
    return requests;
  }

  private static IngestEvent randomEvent(Random random) {
    return event()
        .eventId(maybe(random, "id-" + random.nextInt(400)))
        .sessionId("session-" + random.nextInt(12))
        .agentType(random.nextBoolean() ? "claude_code" : "agent-" + random.nextInt(3))
        .eventType(random.nextInt(5) == 0 ? "session_end" : "tool_use")
        .project(maybe(random, "project-" + random.nextInt(4)))
        .branch(maybe(random, "branch-" + random.nextInt(4)))
        .costUsd(random.nextBoolean() ? null : (Double) random.nextDouble())
        .source(random.nextInt(8) == 0 ? "import" : "api")
        .build();
  }

  private static @Nullable String maybe(Random random, String value) {
    return random.nextInt(3) == 0 ? null : value;
  }

  private static List<String> rows(TestStore test) throws SQLException {
    List<String> rows = new ArrayList<>(test.query("SELECT * FROM events ORDER BY id"));
    rows.addAll(test.query("SELECT * FROM sessions ORDER BY id"));
    rows.addAll(test.query("SELECT * FROM agents ORDER BY id"));
    rows.addAll(test.query("SELECT * FROM sqlite_sequence"));
    return rows;
  }
}
