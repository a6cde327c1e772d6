package dev.spikebench.server.store;

import static dev.spikebench.server.store.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SweepTest {

  private static final String STATUS = "SELECT id, status, ended_at FROM sessions ORDER BY id";

  @TempDir Path folder;
  private TestStore test;

  @BeforeEach
  void open() {
    test = TestStore.open(folder.resolve("a.db"));
    test.write(event().sessionId("s").build());
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void aSessionTurnsIdleOnlyAfterMoreThanTheTimeout() throws SQLException {
    test.clock.advance(TestStore.SESSION_TIMEOUT);
    assertThat(test.sweep()).isEqualTo(new SweepResult(0, 0));
    assertThat(test.query(STATUS)).containsExactly("s|active|null");

    test.clock.advance(Duration.ofSeconds(1));
    assertThat(test.sweep()).isEqualTo(new SweepResult(1, 0));
    assertThat(test.query(STATUS)).containsExactly("s|idle|null");
    assertThat(test.sweep()).isEqualTo(new SweepResult(0, 0));
  }

  @Test
  void anIdleSessionEndsAfterTwiceTheTimeout() throws SQLException {
    test.clock.advance(TestStore.SESSION_TIMEOUT.plusSeconds(1));
    test.sweep();
    test.clock.set("2026-02-25T12:10:00Z");
    assertThat(test.sweep()).isEqualTo(new SweepResult(0, 0));

    test.clock.set("2026-02-25T12:10:01Z");
    assertThat(test.sweep()).isEqualTo(new SweepResult(0, 1));
    assertThat(test.query(STATUS)).containsExactly("s|ended|2026-02-25 12:10:01");
  }

  @Test
  void oneSweepMayTurnASessionIdleAndEndIt() throws SQLException {
    test.clock.set("2026-02-25T13:00:00Z");
    assertThat(test.sweep()).isEqualTo(new SweepResult(1, 1));
    assertThat(test.query(STATUS)).containsExactly("s|ended|2026-02-25 13:00:00");
  }

  @Test
  void aSessionThatWasEndedByItsAgentStaysAsItIs() throws SQLException {
    test.write(event().sessionId("s").eventType("session_end").build());
    test.write(event().sessionId("t").agentType("codex").eventType("session_end").build());
    test.clock.set("2026-02-26T12:00:00Z");

    assertThat(test.sweep()).isEqualTo(new SweepResult(0, 0));
    assertThat(test.query(STATUS))
        .containsExactly("s|idle|2026-02-25 12:00:00", "t|ended|2026-02-25 12:00:00");
  }

  @Test
  void anEventKeepsItsSessionAwake() throws SQLException {
    test.clock.set("2026-02-25T12:04:00Z");
    test.write(event().sessionId("s").build());
    test.clock.set("2026-02-25T12:09:00Z");
    assertThat(test.sweep()).isEqualTo(new SweepResult(0, 0));
    assertThat(test.query(STATUS)).containsExactly("s|active|null");
  }
}
