package dev.spikebench.server.store;

import static dev.spikebench.server.store.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.spikebench.server.event.IngestEvent;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StatsTest {

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
  void anEmptyDatabaseHasZerosAndNothingElse() {
    assertThat(test.store.stats(StatsFilter.NONE))
        .isEqualTo(
            new StatsSnapshot(
                0,
                0,
                0,
                0,
                0,
                0.0,
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                List.of()));
  }

  @Test
  void countsTotalsAndBreakdownsSpeakOfTheEvents() {
    test.write(
        event().toolName("Bash").model("m").branch("b").tokens(1, 2).costUsd(0.5).build(),
        event().toolName("Bash").sessionId("t").tokens(10, 20).costUsd(0.25).build(),
        event().toolName("Edit").sessionId("t").agentType("codex").eventType("session_end").build(),
        event().model("m").build());

    StatsSnapshot stats = test.store.stats(StatsFilter.NONE);

    assertThat(stats.totalEvents()).isEqualTo(4);
    assertThat(stats.activeSessions()).isEqualTo(1);
    assertThat(stats.totalSessions()).isEqualTo(2);
    assertThat(stats.totalTokensIn()).isEqualTo(11);
    assertThat(stats.totalTokensOut()).isEqualTo(22);
    assertThat(stats.totalCostUsd()).isEqualTo(0.75);
    assertThat(stats.toolBreakdown().entrySet())
        .containsExactly(Map.entry("Bash", 2L), Map.entry("Edit", 1L));
    assertThat(stats.agentBreakdown().entrySet())
        .containsExactly(Map.entry("claude_code", 3L), Map.entry("codex", 1L));
    assertThat(stats.modelBreakdown().entrySet()).containsExactly(Map.entry("m", 2L));
    assertThat(stats.branches()).containsExactly("b");
  }

  @Test
  void filtersApplyToAllButTheSessionCounts() {
    test.write(event().toolName("old").branch("b").tokens(1, 1).build());
    test.clock.set("2026-02-25T12:00:10Z");
    test.write(
        event().toolName("new").tokens(2, 2).build(),
        event().sessionId("t").agentType("codex").tokens(4, 4).model("m").branch("c").build());

    StatsSnapshot stats =
        test.store.stats(new StatsFilter("claude_code", Instant.parse("2026-02-25T12:00:00.5Z")));

    assertThat(stats.totalEvents()).isEqualTo(1);
    assertThat(stats.totalTokensIn()).isEqualTo(2);
    assertThat(stats.toolBreakdown()).containsExactly(Map.entry("new", 1L));
    assertThat(stats.agentBreakdown()).containsExactly(Map.entry("claude_code", 1L));
    assertThat(stats.modelBreakdown()).isEmpty();
    // The event without a branch inherits its session's.
    assertThat(stats.branches()).containsExactly("b");
    assertThat(stats.activeSessions()).isEqualTo(2);
    assertThat(stats.totalSessions()).isEqualTo(2);
  }

  @Test
  void tiesAndBranchesAreOrderedByUtf8Bytes() {
    // U+FFFD is EF BF BD and U+10000 is F0 90 80 80; in UTF-16 they are the other way round.
    List<String> inByteOrder =
        List.of("A", "Z", "a", "a\u0000", "a\u0001", "é", "\uFFFD", "\uD800\uDC00");
    test.write(
        inByteOrder.reversed().stream()
            .map(name -> event().toolName(name).branch(name).build())
            .toArray(IngestEvent[]::new));
    test.write(
        event().toolName("z most frequent").build(), event().toolName("z most frequent").build());

    StatsSnapshot stats = test.store.stats(StatsFilter.NONE);

    assertThat(stats.branches()).isEqualTo(inByteOrder);
    assertThat(stats.toolBreakdown().sequencedKeySet())
        .startsWith("z most frequent")
        .containsSubsequence(inByteOrder)
        .hasSize(9);
  }

  @Test
  void breakdownsAndBranchesStopAtAThousand() {
    test.write(
        IntStream.rangeClosed(1, 1500)
            .mapToObj(i -> "%05d".formatted(i))
            .map(name -> event().toolName(name).model(name).agentType(name).branch(name).build())
            .toArray(IngestEvent[]::new));
    test.write(event().toolName("zz").build(), event().toolName("zz").build());

    StatsSnapshot stats = test.store.stats(StatsFilter.NONE);

    assertThat(stats.toolBreakdown().firstEntry()).isEqualTo(Map.entry("zz", 2L));
    assertThat(stats.toolBreakdown()).hasSize(1000).containsKey("00999").doesNotContainKey("01000");
    assertThat(stats.modelBreakdown()).hasSize(1000);
    assertThat(stats.agentBreakdown()).hasSize(1000);
    assertThat(stats.branches()).hasSize(1000).startsWith("00001").endsWith("01000");
  }

  @Test
  void tokenTotalsAreExactBeyondADouble() {
    long max = (1L << 53) - 1;
    test.write(
        event().tokens(max, max).build(),
        event().tokens(max, max).build(),
        event().tokens(max, 0).build());

    StatsSnapshot stats = test.store.stats(StatsFilter.NONE);

    assertThat(stats.totalTokensIn()).isEqualTo(3 * max);
    assertThat(stats.totalTokensOut()).isEqualTo(2 * max);
  }

  @Test
  void tokenTotalsAreHeldAtTheLimitsOf64Bits() throws SQLException {
    long max = (1L << 53) - 1;
    test.write(
        IntStream.range(0, 1100)
            .mapToObj(i -> event().tokens(max, max).build())
            .toArray(IngestEvent[]::new));
    assertThat(test.store.stats(StatsFilter.NONE).totalTokensIn()).isEqualTo(Long.MAX_VALUE);

    test.execute("UPDATE events SET tokens_out = 9223372036854775807");
    assertThat(test.store.stats(StatsFilter.NONE).totalTokensOut()).isEqualTo(Long.MAX_VALUE);

    test.execute("UPDATE events SET tokens_out = -9223372036854775808");
    assertThat(test.store.stats(StatsFilter.NONE).totalTokensOut()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void theCostTotalIsRightToOnePartInATrillion() {
    int small = 9_999;
    IngestEvent[] events = new IngestEvent[small + 1];
    events[0] = event().costUsd(1e9).build();
    for (int i = 1; i <= small; i++) {
      events[i] = event().costUsd(0.1).build();
    }
    test.write(events);

    BigDecimal exact =
        BigDecimal.valueOf(1e9).add(new BigDecimal("0.1").multiply(BigDecimal.valueOf(small)));

    assertThat(test.store.stats(StatsFilter.NONE).totalCostUsd())
        .isCloseTo(exact.doubleValue(), within(exact.doubleValue() * 1e-15));
  }
}
