package dev.spikebench.server.store;

import static dev.spikebench.server.store.EventBuilder.event;
import static dev.spikebench.server.store.EventBuilder.withId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.server.config.WriteStrategy;
import dev.spikebench.server.event.IngestEvent;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Statistics from running totals against a full recount.
final class RunningTotalsTest {

  /// Matches every event and is computed from the events themselves.
  private static final StatsFilter RECOUNT = new StatsFilter(null, Instant.EPOCH);

  private static final long SEED = 20260227;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(WriteStrategy.class)
  void totalsOfManyGroupsEqualARecount(WriteStrategy strategy) throws SQLException {
    try (TestStore test = TestStore.open(folder.resolve("a.db"), strategy)) {
      Random random = new Random(SEED);
      for (int i = 0; i < 25; i++) {
        test.write(randomEvents(random, 300));
        assertExact(test);
      }
      awaitCovered(test);
      assertExact(test);
    }
  }

  @Test
  void totalsGoOnAfterReopening() throws SQLException {
    Random random = new Random(SEED);
    for (int i = 0; i < 4; i++) {
      try (TestStore test = TestStore.open(folder.resolve("a.db"))) {
        assertExact(test);
        test.write(randomEvents(random, 1300));
        assertExact(test);
      }
    }
  }

  @Test
  void theThousandMostFrequentNamesAreThoseOfARecountTiesByBytes() throws SQLException {
    try (TestStore test = TestStore.open(folder.resolve("a.db"))) {
      List<IngestEvent> events = new ArrayList<>();
      for (int i = 0; i < 2600; i++) {
        // U+FF5E sorts behind the pair of U+1F600 as UTF-16, before it as UTF-8.
        String name = (i % 2 == 0 ? "\uFF5E" : "\uD83D\uDE00") + i % 1300;
        events.add(event().toolName(name).model(name).branch(name).build());
      }
      test.write(events.toArray(IngestEvent[]::new));
      awaitCovered(test);
      test.write(event().toolName("\uD83D\uDE001").build());

      SequencedMap<String, Long> tools = test.store.stats(StatsFilter.NONE).toolBreakdown();
      assertThat(tools).hasSize(1000);
      assertThat(tools.firstEntry()).isEqualTo(Map.entry("\uD83D\uDE001", 3L));
      assertThat(test.store.stats(StatsFilter.NONE).branches()).hasSize(1000);
      assertExact(test);
    }
  }

  @Test
  void tokenTotalsAreHeldAtTheLimitsOf64Bits() throws SQLException {
    long most = (1L << 53) - 1;
    try (TestStore test = TestStore.open(folder.resolve("a.db"))) {
      test.write(copies(4500, event().tokens(most, 3).costUsd(1e9).build()));
      awaitCovered(test);
      test.write(copies(10, event().tokens(most, most).build()));

      StatsSnapshot stats = test.store.stats(StatsFilter.NONE);

      assertThat(stats.totalTokensIn()).isEqualTo(Long.MAX_VALUE);
      assertThat(stats.totalTokensOut()).isEqualTo(13500 + 10 * most);
      assertThat(stats.totalCostUsd()).isEqualTo(4500e9);
      assertExact(test);
    }
  }

  @Test
  void smallCostsAreNotLostBesideALargeSum() throws SQLException {
    try (TestStore test = TestStore.open(folder.resolve("a.db"))) {
      test.write(copies(2500, event().costUsd(1e9).build()));
      for (int i = 0; i < 4; i++) {
        test.write(copies(2500, event().costUsd(1e-4).build()));
      }
      awaitCovered(test);
      assertThat(test.store.stats(StatsFilter.NONE).totalCostUsd())
          .isCloseTo(2500e9 + 1, within(1e-3));
    }
  }

  @Test
  void eventsThatAnotherProgramAddsCountAtOnce() throws SQLException {
    try (TestStore test = TestStore.open(folder.resolve("a.db"))) {
      test.write(numbered("mine", 2500));
      test.execute(foreignEvents(7000, 10_000_000));
      assertExact(test);
      test.write(numbered("more", 100));
      assertExact(test);
      awaitCovered(test);
      assertExact(test);
      assertThat(test.store.events(EventFilter.NONE, 1, 0).total()).isEqualTo(9600);
    }
  }

  @Test
  void eventsThatAnotherProgramRemovesCountNoLonger() throws SQLException {
    try (TestStore test = TestStore.open(folder.resolve("a.db"))) {
      test.write(numbered("e", 5000));
      awaitCovered(test);

      test.execute("DELETE FROM events WHERE id % 3 = 0");

      assertExact(test);
      assertThat(test.store.events(EventFilter.NONE, 1, 0).total()).isEqualTo(3334);
      awaitTotalEvents(test, 3334);
      assertExact(test);
    }
  }

  @Test
  void inALargeFileWhatAnotherProgramRemovesIsNoticedToo() throws SQLException {
    try (TestStore test = TestStore.open(folder.resolve("a.db"))) {
      test.execute(foreignEvents(210_000, 1));
      awaitTotalEvents(test, 210_000);
      assertExact(test);
      assertExact(test);

      test.execute("DELETE FROM events WHERE id <= 1000");

      assertThat(test.store.stats(StatsFilter.NONE).totalEvents()).isEqualTo(209_000);
      awaitTotalEvents(test, 209_000);
      assertExact(test);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"aux_java_totals", "aux_java_names", "aux_java_totals,aux_java_names"})
  void aFileWithoutTotalsGetsThem(String missing) throws SQLException {
    Path path = folder.resolve("a.db");
    try (TestStore test = TestStore.open(path)) {
      test.write(randomEvents(new Random(SEED), 9000));
      awaitCovered(test);
    }
    for (String table : missing.split(",", -1)) {
      TestStore.execute(path, "DROP TABLE " + table);
    }
    try (TestStore test = TestStore.open(path)) {
      assertExact(test);
      awaitCovered(test);
      assertExact(test);
    }
  }

  @Test
  void idsThatNoBackendGivesCountToo() throws SQLException {
    Path path = folder.resolve("a.db");
    try (TestStore test = TestStore.open(path)) {
      test.write(numbered("e", 2100));
      for (long id : new long[] {-7, 0, 5_000_000_000L}) {
        test.execute(
            "INSERT INTO events (id, session_id, agent_type, event_type, status, created_at,"
                + " tokens_in) VALUES ("
                + id
                + ", 's', 'a', 'error', 'error', '2026-01-01 00:00:00', 5)");
        assertExact(test);
      }
      test.write(numbered("f", 2100));
      assertExact(test);
      assertThat(test.store.stats(StatsFilter.NONE).totalEvents()).isEqualTo(4203);
    }
  }

  @Test
  void whatIsRolledBackDoesNotCount() throws SQLException {
    try (TestStore test = TestStore.open(folder.resolve("a.db"))) {
      test.execute(
          "CREATE TRIGGER aux_refuse BEFORE INSERT ON events WHEN new.tool_name = 'refused'"
              + " BEGIN SELECT RAISE(ABORT, 'refused'); END");
      test.write(numbered("a", 1500));
      IngestEvent[] faulty = numbered("b", 1500);
      faulty[1400] = event().toolName("refused").build();
      test.fail(faulty);
      assertExact(test);
      test.write(numbered("b", 1500));
      assertExact(test);
      awaitCovered(test);
      assertExact(test);
    }
  }

  @Test
  void duplicatesDoNotCount() throws SQLException {
    try (TestStore test = TestStore.open(folder.resolve("a.db"))) {
      test.write(numbered("e", 2500));
      test.write(numbered("e", 2700));
      test.write(withId("e0"), withId("new"));

      assertThat(test.store.stats(StatsFilter.NONE).totalEvents()).isEqualTo(2701);
      assertExact(test);
    }
  }

  @Test
  void twoStoresOnOneFileKeepOneSetOfTotals() throws SQLException {
    Path path = folder.resolve("a.db");
    try (TestStore first = TestStore.open(path);
        TestStore second = TestStore.open(path)) {
      for (int i = 0; i < 6; i++) {
        first.write(numbered("first-" + i + "-", 900));
        second.write(numbered("second-" + i + "-", 1100));
        assertExact(first);
        assertExact(second);
      }
      awaitCovered(second);
      assertThat(first.store.stats(StatsFilter.NONE).totalEvents()).isEqualTo(12_000);
    }
  }

  /// The totals say what a count of the events themselves says.
  static void assertExact(TestStore test) {
    StatsSnapshot running = test.store.stats(StatsFilter.NONE);
    StatsSnapshot recount = test.store.stats(RECOUNT);
    assertThat(running.totalCostUsd())
        .isCloseTo(recount.totalCostUsd(), within(recount.totalCostUsd() * 1e-13));
    assertThat(running)
        .usingRecursiveComparison()
        .ignoringFields("totalCostUsd")
        .isEqualTo(recount);
    assertThat(List.copyOf(running.toolBreakdown().keySet()))
        .isEqualTo(List.copyOf(recount.toolBreakdown().keySet()));
    assertThat(List.copyOf(running.modelBreakdown().keySet()))
        .isEqualTo(List.copyOf(recount.modelBreakdown().keySet()));
    assertThat(test.store.events(EventFilter.NONE, 1, 0).total()).isEqualTo(recount.totalEvents());
  }

  /// Waits until the stored totals cover all but the few thousand events that readers add.
  private static void awaitCovered(TestStore test) {
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(
                        test.query(
                            "SELECT count(*) < 2000 FROM events WHERE id >"
                                + " (SELECT last_event_id FROM aux_java_totals)"))
                    .containsExactly("1"));
    assertThat(query(test, "SELECT count(*) > 0 FROM aux_java_names")).isEqualTo("1");
  }

  private static void awaitTotalEvents(TestStore test, int events) {
    Awaitility.await()
        .until(
            () -> {
              var _ = test.store.stats(StatsFilter.NONE);
              return query(test, "SELECT events FROM aux_java_totals").equals("" + events);
            });
  }

  private static String query(TestStore test, String sql) {
    try {
      return test.query(sql).getFirst();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Events of another program, with ids from `firstId` on.
  private static String foreignEvents(int number, int firstId) {
    return "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < "
        + number
        + ") INSERT INTO events (id, session_id, agent_type, event_type, tool_name, status,"
        + " tokens_in, cost_usd, branch, created_at) SELECT "
        + firstId
        + " + i, 's' || i % 10, 'a' || i % 3, 'tool_use', 't' || i % 50, 'success', i, 0.25,"
        + " 'b' || i % 7, '2026-01-01 00:00:00' FROM n";
  }

  private static IngestEvent[] randomEvents(Random random, int number) {
    return Stream.generate(() -> randomEvent(random)).limit(number).toArray(IngestEvent[]::new);
  }

  private static IngestEvent randomEvent(Random random) {
    return event()
        .eventId("id-" + random.nextInt(100_000))
        .sessionId("session-" + random.nextInt(40))
        .agentType("agent-" + random.nextInt(3))
        .toolName(maybe(random, "tool-" + random.nextInt(1500)))
        .model(maybe(random, "model-" + random.nextInt(5)))
        .branch(maybe(random, "branch-" + random.nextInt(1200)))
        .tokens(random.nextLong(1L << 53), random.nextInt(1000))
        .costUsd(random.nextBoolean() ? null : (Double) (random.nextDouble() * 100))
        .eventType(random.nextInt(9) == 0 ? "session_end" : "tool_use")
        .build();
  }

  private static @Nullable String maybe(Random random, String value) {
    return random.nextInt(3) == 0 ? null : value;
  }

  private static IngestEvent[] copies(int number, IngestEvent event) {
    return Stream.generate(() -> event).limit(number).toArray(IngestEvent[]::new);
  }

  private static IngestEvent[] numbered(String prefix, int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> event().eventId(prefix + i).toolName("tool-" + i % 9).build())
        .toArray(IngestEvent[]::new);
  }
}
