package dev.spikebench.server.store;

import static dev.spikebench.server.store.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.server.config.WriteStrategy;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(WriteStrategy.class)
final class SessionsTest {

  private static final String SESSION =
      "SELECT id, agent_id, agent_type, project, branch, status, started_at, ended_at,"
          + " last_event_at, metadata FROM sessions ORDER BY id";

  private final WriteStrategy strategy;
  @TempDir Path folder;
  private TestStore test;

  SessionsTest(WriteStrategy strategy) {
    this.strategy = strategy;
  }

  @BeforeEach
  void open() {
    test = TestStore.open(folder.resolve("a.db"), strategy);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void theFirstEventCreatesSessionAndAgent() throws SQLException {
    test.write(event().sessionId("s").agentType("codex").project("p").branch("b").build());

    assertThat(test.query(SESSION))
        .containsExactly(
            "s|codex-default|codex|p|b|active|2026-02-25 12:00:00|null|2026-02-25 12:00:00|{}");
    assertThat(test.query("SELECT * FROM agents"))
        .containsExactly("codex-default|codex|null|2026-02-25 12:00:00|2026-02-25 12:00:00");
  }

  @Test
  void aSessionKeepsItsAgentAndTheEventsOwnAgentIsCreatedOrRenewed() throws SQLException {
    test.write(event().sessionId("s").agentType("codex").build());
    test.clock.set("2026-02-25T12:00:09.999Z");
    test.write(event().sessionId("s").agentType("claude_code").build());
    test.clock.set("2026-02-25T12:01:00Z");
    test.write(event().sessionId("t").agentType("codex").build());

    assertThat(test.query("SELECT id, agent_id, agent_type, last_event_at FROM sessions"))
        .containsExactly(
            "s|codex-default|codex|2026-02-25 12:00:09",
            "t|codex-default|codex|2026-02-25 12:01:00");
    assertThat(test.query("SELECT id, registered_at, last_seen_at FROM agents ORDER BY id"))
        .containsExactly(
            "claude_code-default|2026-02-25 12:00:09|2026-02-25 12:00:09",
            "codex-default|2026-02-25 12:00:00|2026-02-25 12:01:00");
  }

  @Test
  void projectAndBranchReplaceTheSessionsAndAreInheritedWhereAbsent() throws SQLException {
    test.write(
        event().project("p1").branch("b1").build(),
        event().build(),
        event().branch("b2").build(),
        event().project("p2").build());
    test.write(event().build(), event().sessionId("session-2").build());

    assertThat(test.query("SELECT project, branch FROM events ORDER BY id"))
        .containsExactly("p1|b1", "p1|b1", "p1|b2", "p2|b2", "p2|b2", "null|null");
    assertThat(test.query("SELECT project, branch FROM sessions ORDER BY id"))
        .containsExactly("p2|b2", "null|null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude_code=idle", "codex=ended", "Claude_code=ended"})
  void theEventsOwnAgentTypeDecidesHowASessionEnds(String agentAndStatus) throws SQLException {
    String[] parts = agentAndStatus.split("=", 2);
    test.write(event().agentType("starter").build());
    test.clock.set("2026-02-25T12:05:00Z");
    test.write(event().agentType(parts[0]).eventType("session_end").build());

    assertThat(test.query("SELECT status, started_at, ended_at, last_event_at FROM sessions"))
        .containsExactly(parts[1] + "|2026-02-25 12:00:00|2026-02-25 12:05:00|2026-02-25 12:05:00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tool_use", "session_start", "session_end"})
  void anImportLeavesItsSessionEndedWhateverTheEvent(String eventType) throws SQLException {
    test.write(event().build());
    test.write(event().eventType(eventType).source("import").build());

    assertThat(test.query("SELECT status, ended_at FROM sessions"))
        .containsExactly("ended|2026-02-25 12:00:00");
  }

  @Test
  void aLaterEventReactivatesAnEndedSession() throws SQLException {
    test.write(event().eventType("session_end").agentType("codex").build());
    test.clock.set("2026-02-25T12:00:01Z");
    test.write(event().build());
    assertThat(test.query("SELECT status, ended_at, started_at, last_event_at FROM sessions"))
        .containsExactly("active|null|2026-02-25 12:00:00|2026-02-25 12:00:01");

    test.write(event().eventType("session_end").build(), event().build());
    assertThat(test.query("SELECT status, ended_at FROM sessions")).containsExactly("active|null");
  }

  @Test
  void metadataAndNameThatAnotherProgramSetAreKept() throws SQLException {
    test.write(event().build());
    test.execute("UPDATE sessions SET metadata = '{\"a\":1}'");
    test.execute("UPDATE agents SET name = 'Ada'");
    test.write(event().build());

    assertThat(test.query("SELECT metadata FROM sessions")).containsExactly("{\"a\":1}");
    assertThat(test.query("SELECT name FROM agents")).containsExactly("Ada");
  }

  @Test
  void aDuplicateNeitherCreatesNorRevivesASession() throws SQLException {
    test.write(event().eventId("x").eventType("session_end").build());
    test.write(
        event().eventId("x").build(),
        event().eventId("x").sessionId("new").agentType("new").build());

    assertThat(test.query("SELECT id, status FROM sessions")).containsExactly("session-1|idle");
    assertThat(test.query("SELECT id FROM agents")).containsExactly("claude_code-default");
  }
}
