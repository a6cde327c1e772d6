package dev.spikebench.server.store;

import static dev.spikebench.server.store.EventBuilder.event;
import static dev.spikebench.server.store.EventBuilder.full;
import static dev.spikebench.server.store.EventBuilder.withId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.server.config.WriteStrategy;
import dev.spikebench.server.event.IngestEvent;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EventStoreWriteTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(WriteStrategy.class)
  void idsRiseInTheOrderOfTheRequest(WriteStrategy strategy) {
    try (TestStore test = TestStore.open(folder.resolve("a.db"), strategy)) {
      assertThat(test.write(event().build(), event().build()).ids()).containsExactly(1, 2);
      assertThat(test.write(event().build()).ids()).containsExactly(3);
      assertThat(test.write().ids()).isEmpty();
      assertThat(test.heard).extracting(StoredEvent::id).containsExactly(1L, 2L, 3L);
    }
  }

  @ParameterizedTest
  @EnumSource(WriteStrategy.class)
  void duplicateEventIdIsAcknowledgedAndChangesNothing(WriteStrategy strategy) throws Exception {
    try (TestStore test = TestStore.open(folder.resolve("a.db"), strategy)) {
      test.write(event().eventId("x").project("p").build());
      List<String> before = everything(test);
      test.clock.set("2026-02-25T13:00:00Z");

      WriteOutcome.Stored again =
          test.write(
              event().eventId("x").agentType("other").project("q").eventType("error").build(),
              event().eventId("x").sessionId("session-2").build());

      assertThat(again.ids()).isEmpty();
      assertThat(again.duplicates()).isEqualTo(2);
      assertThat(everything(test)).isEqualTo(before);
      assertThat(test.heard).hasSize(1);
      assertThat(test.write(withId("y")).ids()).containsExactly(2);
    }
  }

  @ParameterizedTest
  @EnumSource(WriteStrategy.class)
  void duplicateWithinOneBatchIsCountedOnce(WriteStrategy strategy) throws SQLException {
    try (TestStore test = TestStore.open(folder.resolve("a.db"), strategy)) {
      WriteOutcome.Stored outcome = test.write(withId("x"), withId("y"), withId("x"));
      assertThat(outcome.ids()).containsExactly(1, 2);
      assertThat(outcome.duplicates()).isEqualTo(1);
      assertThat(test.query("SELECT event_id FROM events ORDER BY id")).containsExactly("x", "y");
    }
  }

  @Test
  void duplicateOfAnotherRequestInTheSameGroupIsAnsweredAfterTheCommonCommit() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (TestStore test = TestStore.open(folder.resolve("a.db"))) {
      CountDownLatch blocked = blockWriter(test, release);
      blocked.await();
      CompletableFuture<WriteOutcome> first = test.submit(withId("x"));
      CompletableFuture<String> storedWhenAnswered = new CompletableFuture<>();
      assertThat(
              test.store.submit(
                  new WriteRequest(
                      List.of(withId("x")),
                      outcome -> storedWhenAnswered.complete(count(test) + " " + outcome))))
          .isTrue();
      release.countDown();

      assertThat(TestStore.outcome(first)).isInstanceOf(WriteOutcome.Stored.class);
      assertThat(storedWhenAnswered.join()).startsWith("2 ").endsWith("duplicates=1]");
    }
  }

  @Test
  void eventsWithoutAnEventIdAreNeverDuplicates() {
    try (TestStore test = TestStore.open(folder.resolve("a.db"))) {
      assertThat(test.write(event().build(), event().build()).duplicates()).isZero();
      assertThat(test.write(event().build()).ids()).containsExactly(3);
    }
  }

  @ParameterizedTest
  @EnumSource(WriteStrategy.class)
  void ofTwoRacingRequestsWithTheSameEventIdExactlyOneStores(WriteStrategy strategy)
      throws Exception {
    try (TestStore test = TestStore.open(folder.resolve("a.db"), strategy)) {
      for (int round = 0; round < 50; round++) {
        IngestEvent event = withId("race-" + round);
        CyclicBarrier start = new CyclicBarrier(2);
        List<CompletableFuture<WriteOutcome.Stored>> racers = new ArrayList<>();
        for (int racer = 0; racer < 2; racer++) {
          racers.add(
              CompletableFuture.supplyAsync(
                  () -> {
                    await(start);
                    return test.write(event);
                  }));
        }
        List<WriteOutcome.Stored> outcomes = racers.stream().map(CompletableFuture::join).toList();
        assertThat(outcomes.stream().mapToInt(outcome -> outcome.ids().length).sum()).isEqualTo(1);
        assertThat(outcomes.stream().mapToInt(WriteOutcome.Stored::duplicates).sum()).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(WriteStrategy.class)
  void theListenerAndAReaderSeeTheRowAsStored(WriteStrategy strategy) throws SQLException {
    try (TestStore test = TestStore.open(folder.resolve("a.db"), strategy)) {
      test.write(full("x"), event().build(), event().sessionId("session-2").build());

      assertThat(test.events(EventFilter.NONE).events()).isEqualTo(test.heard.reversed());
      assertThat(test.heard.getFirst())
          .isEqualTo(
              new StoredEvent(
                  1,
                  "x",
                  1,
                  "session-1",
                  "claude_code",
                  "tool_use",
                  "Bash",
                  "timeout",
                  12,
                  34,
                  "main",
                  "spike",
                  56L,
                  "2026-02-25 12:00:00",
                  "2026-02-25T10:11:12.345Z",
                  "{\"command\":\"ls\"}",
                  true,
                  "model-x",
                  0.1,
                  78,
                  90,
                  "hook"));
      assertThat(test.heard.get(1).project()).isEqualTo("spike");
      assertThat(test.heard.get(2).project()).isNull();
      assertThat(test.query("SELECT * FROM events WHERE id = 1"))
          .containsExactly(
              "1|x|1|session-1|claude_code|tool_use|Bash|timeout|12|34|main|spike|56"
                  + "|2026-02-25 12:00:00|2026-02-25T10:11:12.345Z|{\"command\":\"ls\"}|1|model-x"
                  + "|0.1|78|90|hook");
    }
  }

  @Test
  void aReadAfterTheAnswerAndAfterTheListenerSeesTheEvent() {
    List<Long> seenByListener = new CopyOnWriteArrayList<>();
    CompletableFuture<EventStore> opened = new CompletableFuture<>();
    CommitListener listener =
        rows -> seenByListener.add(opened.join().events(EventFilter.NONE, 1, 0).total());
    StoreSettings settings =
        TestStore.settings(folder.resolve("a.db"), WriteStrategy.GROUP, 10, new TestClock());
    try (EventStore store = EventStore.open(settings, listener)) {
      opened.complete(store);
      for (long i = 1; i <= 20; i++) {
        CompletableFuture<Long> seenByAnswer = new CompletableFuture<>();
        store.submit(
            new WriteRequest(
                List.of(event().build()),
                outcome -> seenByAnswer.complete(store.stats(StatsFilter.NONE).totalEvents())));
        assertThat(seenByAnswer.join()).isEqualTo(i);
      }
      assertThat(seenByListener).hasSize(20).isSorted().startsWith(1L).endsWith(20L);
    }
  }

  @Test
  void textIsStoredAsTrueUtf8WithNulAndBeyondTheBasicPlane() throws SQLException {
    String text = "a\u0000b\u0085\uFEFF é € \uD83D\uDE80 %_'\"\\\u0000";
    try (TestStore test = TestStore.open(folder.resolve("a.db"))) {
      test.write(event().eventId(text).sessionId(text).metadata(text).build());

      assertThat(
              test.query(
                  "SELECT length(CAST(metadata AS BLOB)), typeof(metadata), hex(event_id)"
                      + " FROM events"))
          .containsExactly("27|text|610062C285EFBBBF20C3A920E282AC20F09F9A8020255F27225C00");
      assertThat(test.events(EventFilter.NONE).events()).isEqualTo(test.heard);
      assertThat(test.heard.getFirst().metadata()).isEqualTo(text);
      assertThat(test.write(event().eventId(text).build()).duplicates()).isEqualTo(1);
      assertThat(test.write(event().eventId("a").build()).duplicates()).isZero();
    }
  }

  @Test
  void aFullQueueRefusesAndStoresNothingOfTheRefusedRequest() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (TestStore test = TestStore.open(folder.resolve("a.db"), WriteStrategy.GROUP, 2)) {
      CountDownLatch blocked = blockWriter(test, release);
      blocked.await();
      CompletableFuture<WriteOutcome> first = test.submit(withId("a"));
      CompletableFuture<WriteOutcome> second = test.submit(withId("b"));
      assertThat(test.store.submit(new WriteRequest(List.of(withId("c")), outcome -> {})))
          .isFalse();
      release.countDown();

      assertThat(TestStore.outcome(first)).isInstanceOf(WriteOutcome.Stored.class);
      assertThat(TestStore.outcome(second)).isInstanceOf(WriteOutcome.Stored.class);
      assertThat(test.write(withId("c")).ids()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = WriteStrategy.class,
      names = {"PER_BATCH", "GROUP"})
  void aBatchOfTenThousandIsStoredInOrder(WriteStrategy strategy) throws SQLException {
    try (TestStore test = TestStore.open(folder.resolve("a.db"), strategy)) {
      IngestEvent[] batch =
          IntStream.range(0, 10_000)
              .mapToObj(i -> event().eventId("e" + i).sessionId("s" + i % 100).build())
              .toArray(IngestEvent[]::new);
      assertThat(test.write(batch).ids())
          .containsExactly(IntStream.rangeClosed(1, 10_000).asLongStream().toArray());
      assertThat(test.query("SELECT count(*) FROM events WHERE event_id = 'e' || (id - 1)"))
          .containsExactly("10000");
      assertThat(test.query("SELECT count(*) FROM sessions")).containsExactly("100");
    }
  }

  @Test
  void aReceiverThatThrowsDoesNotStopTheWriter() {
    try (TestStore test = TestStore.open(folder.resolve("a.db"))) {
      test.store.submit(
          new WriteRequest(
              List.of(event().build()),
              outcome -> {
                throw new IllegalStateException("thrown on purpose");
              }));
      assertThat(test.write(event().build()).ids()).containsExactly(2);
    }
  }

  @Test
  void idsGoOnAfterReopeningAndAfterRowsWereDeleted() throws SQLException {
    Path path = folder.resolve("a.db");
    try (TestStore test = TestStore.open(path)) {
      test.write(event().build(), event().build());
    }
    try (TestStore test = TestStore.open(path)) {
      test.execute("DELETE FROM events");
      assertThat(test.write(event().build()).ids()).containsExactly(3);
    }
  }

  @Test
  void anEventOfAnotherProcessIsADuplicateFromItsCommitOn() throws SQLException {
    try (TestStore test = TestStore.open(folder.resolve("a.db"))) {
      test.write(event().project("p").build());
      test.execute(
          "INSERT INTO events (id, event_id, session_id, agent_type, event_type, status,"
              + " created_at) VALUES (40, 'x', 's', 'a', 'error', 'error', '2026-01-01 00:00:00')");
      test.execute("UPDATE sessions SET project = 'q'");

      assertThat(test.write(withId("x")).duplicates()).isEqualTo(1);
      assertThat(test.write(withId("y")).ids()).containsExactly(41);
      assertThat(test.heard.getLast().project()).isEqualTo("q");
    }
  }

  @Test
  void settingsOutOfRangeAreRefusedByName() {
    assertThatThrownBy(
            () ->
                TestStore.settings(folder.resolve("a.db"), WriteStrategy.GROUP, 0, new TestClock()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("queueLimit");
  }

  /// Occupies the writer with a first event until released; the latch falls when it is occupied.
  private static CountDownLatch blockWriter(TestStore test, CountDownLatch release) {
    CountDownLatch blocked = new CountDownLatch(1);
    test.store.submit(
        new WriteRequest(
            List.of(event().build()),
            outcome -> {
              blocked.countDown();
              TestStore.await(release);
            }));
    return blocked;
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String count(TestStore test) {
    try {
      return test.query("SELECT count(*) FROM events").getFirst();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> everything(TestStore test) throws SQLException {
    List<String> rows = new ArrayList<>(test.query("SELECT * FROM events ORDER BY id"));
    rows.addAll(test.query("SELECT * FROM sessions ORDER BY id"));
    rows.addAll(test.query("SELECT * FROM agents ORDER BY id"));
    rows.addAll(test.query("SELECT * FROM sqlite_sequence"));
    return rows;
  }
}
