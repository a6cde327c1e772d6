package dev.spikebench.server.store;

import static dev.spikebench.server.store.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.server.event.IngestEvent;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventStoreReadTest {

  @TempDir Path folder;
  private TestStore test;

  @BeforeEach
  void open() {
    test = TestStore.open(folder.resolve("a.db"));
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void pagesAreNewestFirstAndTotalCountsAllThatMatch() {
    test.write(IntStream.range(0, 5).mapToObj(i -> event().build()).toArray(IngestEvent[]::new));

    EventPage page = test.store.events(EventFilter.NONE, 2, 1);

    assertThat(page.events()).extracting(StoredEvent::id).containsExactly(4L, 3L);
    assertThat(page.total()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6, 999_999_999_999_999L})
  void anOffsetBeyondTheLastRowFindsNothing(long offset) {
    test.write(IntStream.range(0, 5).mapToObj(i -> event().build()).toArray(IngestEvent[]::new));
    assertThat(test.store.events(EventFilter.NONE, 1000, offset))
        .isEqualTo(new EventPage(List.of(), 5));
  }

  @Test
  void anEmptyDatabaseHasAnEmptyPage() {
    assertThat(test.events(EventFilter.NONE)).isEqualTo(new EventPage(List.of(), 0));
  }

  @Test
  void everyFilterComparesItsOwnColumn() {
    test.write(
        event().agentType("one").build(),
        event().eventType("error").build(),
        event().toolName("one").build(),
        event().sessionId("one").build(),
        event().sessionId("other").branch("one").build(),
        event().model("one").build(),
        event().source("one").build());

    assertThat(ids(filter("one", null, null, null, null, null, null))).containsExactly(1L);
    assertThat(ids(filter(null, "error", null, null, null, null, null))).containsExactly(2L);
    assertThat(ids(filter(null, null, "one", null, null, null, null))).containsExactly(3L);
    assertThat(ids(filter(null, null, null, "one", null, null, null))).containsExactly(4L);
    assertThat(ids(filter(null, null, null, null, "one", null, null))).containsExactly(5L);
    assertThat(ids(filter(null, null, null, null, null, "one", null))).containsExactly(6L);
    assertThat(ids(filter(null, null, null, null, null, null, "one"))).containsExactly(7L);
  }

  @Test
  void filtersAreJoinedByAnd() {
    test.write(
        event().toolName("a").model("m").build(),
        event().toolName("a").build(),
        event().model("m").build());
    EventFilter both =
        new EventFilter("claude_code", "tool_use", "a", "session-1", null, "m", "api", null, null);
    assertThat(ids(both)).containsExactly(1L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"50%", "a_b", "a\u0000b", "' OR 1=1 --", "\uD83D\uDE80", "*", "?", " x ", "\\"})
  void filtersTakeEveryValueLiterally(String value) {
    test.write(
        event().toolName(value).build(),
        event().toolName("50 percent").build(),
        event().toolName("axb").build(),
        event().toolName("a").build(),
        event().toolName("x").build(),
        event().build());
    assertThat(ids(filter(null, null, value, null, null, null, null))).containsExactly(1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TOOL_A", "tool_a ", "tool", "tool_a\u0000", "\uD800"})
  void aValueThatNoEventHasFindsNothing(String value) {
    test.write(event().toolName("tool_a").build(), event().toolName("?").build());
    assertThat(ids(filter(null, null, value, null, null, null, null))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-25T12:00:00Z,1 2 3",
    "2026-02-25T12:00:00.001Z,2 3",
    "2026-02-25T12:00:01Z,2 3",
    "2026-02-25T12:00:01.999999999Z,3",
    "0001-01-01T00:00:00Z,1 2 3",
    "9999-12-31T23:59:59.500Z,",
    "-0001-12-31T00:00:00Z,1 2 3",
    "+10000-01-01T00:00:00Z,"
  })
  void sinceIsInclusiveAndCountsFractions(String since, @Nullable String expectedIds) {
    threeSeconds();
    EventFilter filter = times(Instant.parse(since), null);
    assertThat(ids(filter)).containsExactlyInAnyOrderElementsOf(numbers(expectedIds));
    assertThat(test.store.stats(new StatsFilter(null, Instant.parse(since))).totalEvents())
        .isEqualTo(numbers(expectedIds).size());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-25T12:00:00Z,1",
    "2026-02-25T12:00:00.999Z,1",
    "2026-02-25T12:00:01Z,1 2",
    "2026-02-25T11:59:59.999Z,",
    "0001-01-01T00:00:00Z,",
    "9999-12-31T23:59:59.500Z,1 2 3",
    "-0001-12-31T00:00:00Z,",
    "+10000-01-01T00:00:00Z,1 2 3"
  })
  void untilIsInclusiveAndCountsFractions(String until, @Nullable String expectedIds) {
    threeSeconds();
    EventFilter filter = times(null, Instant.parse(until));
    assertThat(ids(filter)).containsExactlyInAnyOrderElementsOf(numbers(expectedIds));
  }

  @Test
  void numbersAtTheirLimitsComeBackUnchanged() throws SQLException {
    long max = (1L << 53) - 1;
    test.write(
        event().tokens(max, max).cacheTokens(max, max).durationMs((Long) max).costUsd(1e9).build(),
        event().durationMs(0).costUsd(0.0).build(),
        event().costUsd(1e-300).build());

    assertThat(test.events(EventFilter.NONE).events()).isEqualTo(test.heard.reversed());
    assertThat(test.query("SELECT typeof(cost_usd), typeof(duration_ms) FROM events"))
        .containsExactly("real|integer", "real|integer", "real|null");
  }

  @Test
  void manyReadersAtOnceAreAllServed() {
    test.write(IntStream.range(0, 50).mapToObj(i -> event().build()).toArray(IngestEvent[]::new));
    Function<Integer, Long> read =
        i -> test.store.events(EventFilter.NONE, 10, i % 50).total() + stats(i);
    List<Long> totals = IntStream.range(0, 200).boxed().parallel().map(read).toList();
    assertThat(totals).hasSize(200).containsOnly(100L);
  }

  private long stats(int ignored) {
    return test.store.stats(StatsFilter.NONE).totalEvents();
  }

  private void threeSeconds() {
    for (int second = 0; second < 3; second++) {
      test.clock.set("2026-02-25T12:00:0" + second + ".700Z");
      test.write(event().build());
    }
  }

  private List<Long> ids(EventFilter filter) {
    EventPage page = test.events(filter);
    assertThat(page.total()).isEqualTo(page.events().size());
    return page.events().stream().map(StoredEvent::id).toList();
  }

  private static List<Long> numbers(@Nullable String text) {
    return text == null
        ? List.of()
        : List.of(text.split(" ", -1)).stream().map(Long::valueOf).toList();
  }

  private static EventFilter times(@Nullable Instant since, @Nullable Instant until) {
    return new EventFilter(null, null, null, null, null, null, null, since, until);
  }

  private static EventFilter filter(
      @Nullable String agentType,
      @Nullable String eventType,
      @Nullable String toolName,
      @Nullable String sessionId,
      @Nullable String branch,
      @Nullable String model,
      @Nullable String source) {
    return new EventFilter(
        agentType, eventType, toolName, sessionId, branch, model, source, null, null);
  }
}
