package dev.spikebench.server.store;

import static dev.spikebench.server.store.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.server.config.WriteStrategy;
import dev.spikebench.server.event.IngestEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows that agree in some columns for a while, and then do not.
final class SharedColumnsTest {

  /// Each has an event differ from others in one column, by a number of a small range.
  private static final List<BiConsumer<EventBuilder, Integer>> DIFFERENCES =
      List.of(
          (event, n) -> event.sessionId("s" + n),
          (event, n) -> event.agentType("a" + n),
          (event, n) -> event.eventType(n == 0 ? "error" : "response"),
          (event, n) -> event.toolName(n == 0 ? null : "tool" + n),
          (event, n) -> event.status(n == 0 ? "error" : "timeout"),
          (event, n) -> event.tokens(n, 5),
          (event, n) -> event.tokens(5, n),
          (event, n) -> event.branch(n == 0 ? null : "b" + n),
          (event, n) -> event.project(n == 0 ? null : "p" + n),
          (event, n) -> event.durationMs(n == 0 ? null : Long.valueOf(n)),
          (event, n) -> event.clientTimestamp(n == 0 ? null : "2026-02-25T10:11:12.00" + n + "Z"),
          (event, n) -> event.metadata("{\"n\":" + n + "}"),
          (event, n) -> event.payloadTruncated(n == 0),
          (event, n) -> event.model(n == 0 ? null : "m" + n),
          (event, n) -> event.costUsd(n == 0 ? null : Double.valueOf(n)),
          (event, n) -> event.cacheTokens(n, 3),
          (event, n) -> event.cacheTokens(3, n),
          (event, n) -> event.source("from" + n));

  @TempDir Path folder;
  private TestStore test;

  @BeforeEach
  void open() {
    test = TestStore.open(folder.resolve("a.db"), WriteStrategy.GROUP);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void everyColumnIsStoredAsItWasWhicheverDiffer() throws SQLException {
    SplittableRandom random = new SplittableRandom(6);
    int number = 0;
    for (int phase = 0; phase < 60; phase++) {
      // Mostly nothing differs, so that every column comes to be shared, and then one stops to be.
      BiConsumer<EventBuilder, Integer> difference = DIFFERENCES.get(phase % DIFFERENCES.size());
      int requests = 1 + random.nextInt(6);
      for (int request = 0; request < requests; request++) {
        IngestEvent[] events = new IngestEvent[16 * (1 + random.nextInt(8))];
        for (int i = 0; i < events.length; i++) {
          EventBuilder event = event().eventId("e" + number++);
          if (phase % 3 != 0 || random.nextInt(40) == 0) {
            difference.accept(event, random.nextInt(3));
          }
          events[i] = event.build();
        }
        test.write(events);
      }
    }

    assertThat(test.query("SELECT " + Schema.EVENT_COLUMNS + " FROM events ORDER BY id"))
        .containsExactlyElementsOf(test.heard.stream().map(SharedColumnsTest::text).toList());
    assertThat(test.heard).hasSize(number);
  }

  @Test
  void aStatementThatFitsNoMoreIsReplaced() throws SQLException {
    try (Connection connection = TestStore.connect(test.path);
        AdaptingInsert insert = new AdaptingInsert(connection, 4)) {
      assertThat(insert.sharedColumns()).isZero();
      long id = 1;
      for (int i = 0; i < 3; i++, id += 4) {
        insert.insert(rows(id, null));
      }
      int all = insert.sharedColumns();
      assertThat(Integer.bitCount(all)).isEqualTo(EventColumns.COUNT - 1); // all but `event_id`

      for (int i = 0; i < 300; i++, id += 4) {
        insert.insert(rows(id, DIFFERENCES.getLast()));
      }
      assertThat(Integer.bitCount(insert.sharedColumns())).isEqualTo(EventColumns.COUNT - 2);

      for (int i = 0; i < 300; i++, id += 4) {
        insert.insert(rows(id, null));
      }
      assertThat(insert.sharedColumns()).isEqualTo(all);
    }
  }

  @Test
  void theSameColumnsAreThoseThatNeverDiffer() {
    for (int i = 0; i < DIFFERENCES.size(); i++) {
      int same = EventColumns.sameInAll(rows(1, DIFFERENCES.get(i)));

      assertThat(Integer.bitCount(same)).as("difference %d", i).isEqualTo(EventColumns.COUNT - 2);
    }
  }

  private static List<StoredEvent> rows(
      long firstId, @Nullable BiConsumer<EventBuilder, Integer> difference) {
    return IntStream.range(0, 4)
        .mapToObj(
            i -> {
              EventBuilder event = event().eventId("e" + (firstId + i));
              if (difference != null) {
                difference.accept(event, i == 3 ? 1 : 0);
              }
              IngestEvent built = event.build();
              return StoredEvent.of(
                  firstId + i, built, built.project(), built.branch(), "2026-02-25 12:00:00");
            })
        .toList();
  }

  private static String text(StoredEvent row) {
    return Stream.of(
            row.id(),
            row.eventId(),
            row.schemaVersion(),
            row.sessionId(),
            row.agentType(),
            row.eventType(),
            row.toolName(),
            row.status(),
            row.tokensIn(),
            row.tokensOut(),
            row.branch(),
            row.project(),
            row.durationMs(),
            row.createdAt(),
            row.clientTimestamp(),
            row.metadata(),
            row.payloadTruncated() ? 1 : 0,
            row.model(),
            row.costUsd(),
            row.cacheReadTokens(),
            row.cacheWriteTokens(),
            row.source())
        .map(Objects::toString)
        .collect(Collectors.joining("|"));
  }
}
