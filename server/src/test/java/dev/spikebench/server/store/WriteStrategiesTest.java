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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WriteStrategiesTest {

  private static final long SEED = 20260225;

  @TempDir Path folder;

  /// How alike the events of a scenario are.
  enum Scenario {
    /// Small requests, duplicates everywhere.
    MANY_DUPLICATES(100, 12, 400),
    /// Large requests, so that statements of many rows meet a duplicate now and then.
    FEW_DUPLICATES(12, 400, 60_000),
    /// Nothing but new events.
    NO_DUPLICATES(8, 300, Integer.MAX_VALUE);

    private final int requests;
    private final int mostEvents;
    private final int ids;

    Scenario(int requests, int mostEvents, int ids) {
      this.requests = requests;
      this.mostEvents = mostEvents;
      this.ids = ids;
    }
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void allStrategiesLeaveTheSameRowsBehind(Scenario scenario) throws SQLException {
    List<List<IngestEvent>> requests = requests(scenario);

    List<String> perEvent = rowsAfterWritingOneByOne(WriteStrategy.PER_EVENT, requests);

    assertThat(perEvent).hasSizeGreaterThan(300).anyMatch(row -> row.contains("|ended|"));
    assertThat(rowsAfterWritingOneByOne(WriteStrategy.PER_BATCH, requests)).isEqualTo(perEvent);
    assertThat(rowsAfterWritingOneByOne(WriteStrategy.GROUP, requests)).isEqualTo(perEvent);
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void requestsThatShareACommitLeaveTheSameRowsBehindAsRequestsThatDoNot(Scenario scenario)
      throws Exception {
    List<List<IngestEvent>> requests = requests(scenario);
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

  /// Requests with duplicates, few sessions, changing agents, ends and imports.
  private static List<List<IngestEvent>> requests(Scenario scenario) {
    Random random = new Random(SEED);
    List<List<IngestEvent>> requests = new ArrayList<>();
    for (int i = 0; i < scenario.requests; i++) {
      int events = random.nextInt(scenario.mostEvents + 1);
      requests.add(Stream.generate(() -> randomEvent(random, scenario.ids)).limit(events).toList());
    }
    return requests;
  }

  private static IngestEvent randomEvent(Random random, int ids) {
    return event()
        .eventId(maybe(random, "id-" + random.nextInt(ids)))
        .sessionId("session-" + random.nextInt(12))
        .agentType(random.nextBoolean() ? "claude_code" : "agent-" + random.nextInt(3))
        .eventType(random.nextInt(5) == 0 ? "session_end" : "tool_use")
        .toolName(maybe(random, "tool-" + random.nextInt(5)))
        .tokens(random.nextInt(1000), random.nextInt(1000))
        .model(maybe(random, "model-" + random.nextInt(3)))
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
