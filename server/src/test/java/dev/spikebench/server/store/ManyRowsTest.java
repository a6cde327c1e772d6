package dev.spikebench.server.store;

import static dev.spikebench.server.store.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.server.config.WriteStrategy;
import dev.spikebench.server.event.IngestEvent;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that are stored by statements of many rows.
final class ManyRowsTest {

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

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 15, 16, 17, 63, 64, 65, 85, 127, 128, 129, 1000})
  void everyNumberOfEventsIsStoredInOrder(int number) throws SQLException {
    WriteOutcome.Stored stored = test.write(numbered("e", number));

    assertThat(stored.ids()).containsExactly(LongStream.rangeClosed(1, number).toArray());
    assertThat(test.query("SELECT id || '=' || event_id FROM events ORDER BY id"))
        .containsExactlyElementsOf(
            IntStream.range(0, number).mapToObj(i -> (i + 1) + "=e" + i).toList());
    assertThat(test.heard).hasSize(number);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 30, 63, 64, 100, 128, 143, 149})
  void aDuplicateAmongManyChangesNothingAtAll(int position) throws SQLException {
    test.write(event().eventId("known").sessionId("s").agentType("a").project("p").build());
    IngestEvent[] events = new IngestEvent[150];
    for (int i = 0; i < events.length; i++) {
      events[i] = event().eventId("e" + i).sessionId("s").agentType("a").build();
    }
    events[position] =
        event().eventId("known").sessionId("s").agentType("stranger").project("wrong").build();

    WriteOutcome.Stored stored = test.write(events);

    assertThat(stored.duplicates()).isOne();
    assertThat(stored.ids()).containsExactly(LongStream.rangeClosed(2, 150).toArray());
    assertThat(test.query("SELECT DISTINCT project FROM events")).containsExactly("p");
    assertThat(test.query("SELECT project FROM sessions")).containsExactly("p");
    assertThat(test.query("SELECT id FROM agents")).containsExactly("a-default");
    assertThat(test.query("SELECT seq FROM sqlite_sequence")).containsExactly("150");
  }

  @Test
  void aSessionThatOnlyADuplicateSpeaksOfIsNotCreated() throws SQLException {
    test.write(event().eventId("known").sessionId("s").build());
    IngestEvent[] events = numbered("e", 70);
    events[69] = event().eventId("known").sessionId("other").build();

    assertThat(test.write(events).duplicates()).isOne();

    assertThat(test.query("SELECT DISTINCT id FROM sessions WHERE id = 'other'")).isEmpty();
  }

  @Test
  void duplicatesOfEachOtherWithinOneStatementAreStoredOnce() throws SQLException {
    IngestEvent[] events =
        Collections.nCopies(200, event().eventId("same").build()).toArray(IngestEvent[]::new);

    WriteOutcome.Stored stored = test.write(events);

    assertThat(stored.ids()).containsExactly(1);
    assertThat(stored.duplicates()).isEqualTo(199);
    assertThat(test.write(numbered("e", 2)).ids()).containsExactly(2, 3);
    assertThat(test.query("SELECT count(*) FROM events")).containsExactly("3");
  }

  @Test
  void whatASessionHasBecomeIsKeptInMindOnlyAsLongAsNobodyElseWrites() throws SQLException {
    test.write(event().sessionId("s").project("mine").build());
    test.execute("UPDATE sessions SET project = 'theirs'");
    test.write(event().sessionId("s").build());
    assertThat(test.heard.getLast().project()).isEqualTo("theirs");

    test.execute("DELETE FROM sessions");
    test.execute("DELETE FROM agents");
    test.write(event().sessionId("s").build());

    assertThat(test.heard.getLast().project()).isNull();
    assertThat(test.query("SELECT count(*) FROM sessions")).containsExactly("1");
    assertThat(test.query("SELECT count(*) FROM agents")).containsExactly("1");
  }

  @Test
  void aSweptSessionIsActiveAgainWithItsNextEvent() throws SQLException {
    test.write(event().sessionId("s").build());
    test.clock.advance(TestStore.SESSION_TIMEOUT.plus(Duration.ofSeconds(2)));
    assertThat(test.sweep().idled()).isOne();
    assertThat(test.query("SELECT status FROM sessions")).containsExactly("idle");

    test.write(event().sessionId("s").build());

    assertThat(test.query("SELECT status FROM sessions")).containsExactly("active");
  }

  @Test
  void sessionAndAgentAreRenewedEachSecond() throws SQLException {
    test.clock.set("2026-02-25T12:00:00.100Z");
    test.write(event().build());
    test.clock.set("2026-02-25T12:00:00.900Z");
    test.write(event().build());
    assertThat(times()).containsExactly("2026-02-25 12:00:00|2026-02-25 12:00:00");
    test.clock.set("2026-02-25T12:00:01.000Z");
    test.write(event().build());
    assertThat(times()).containsExactly("2026-02-25 12:00:01|2026-02-25 12:00:01");
  }

  @Test
  void manySessionsWithLongNamesAreKeptApart() throws SQLException {
    String longName = "x".repeat(2000);
    IngestEvent[] events = new IngestEvent[6000];
    for (int i = 0; i < events.length; i++) {
      events[i] = event().sessionId(longName + i % 3000).project("p" + i % 3000).build();
    }
    test.write(events);
    test.write(event().sessionId(longName + 77).build());

    assertThat(test.heard.getLast().project()).isEqualTo("p77");
    assertThat(test.query("SELECT count(*), count(DISTINCT project) FROM sessions"))
        .containsExactly("3000|3000");
  }

  private List<String> times() throws SQLException {
    return test.query(
        "SELECT last_event_at, last_seen_at FROM sessions JOIN agents ON agents.id = agent_id");
  }

  private static IngestEvent[] numbered(String prefix, int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> event().eventId(prefix + i).build())
        .toArray(IngestEvent[]::new);
  }
}
