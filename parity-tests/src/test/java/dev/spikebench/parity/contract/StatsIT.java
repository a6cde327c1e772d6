package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StatsIT {
  private static final int MOST_NAMES = 1_000;
  private static final long MOST_TOKENS = (1L << 53) - 1;
  private static final Comparator<String> BY_UTF8_BYTES =
      Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  /// Of its own: totals that saturate would spoil those of every test that shares it.
  private static BackendFixture backend;

  @BeforeAll
  static void start() {
    backend = BackendFixture.start(Map.of());
  }

  @AfterAll
  static void stop() {
    backend.close();
  }

  @Test
  @Rule("STATS-01")
  void statsHaveTheirShape() {
    JsonNode stats = stats("");
    for (String number :
        List.of(
            "total_events",
            "active_sessions",
            "total_sessions",
            "total_tokens_in",
            "total_tokens_out",
            "total_cost_usd")) {
      assertThat(stats.path(number).isNumber()).as(number).isTrue();
    }
    for (String object : List.of("tool_breakdown", "agent_breakdown", "model_breakdown")) {
      assertThat(stats.path(object).isObject()).as(object).isTrue();
    }
    assertThat(stats.path("branches").isArray()).isTrue();
  }

  @Test
  @Rule({"STATS-02", "STATS-04", "STATS-05"})
  void statsOfAnAgentTypeSpeakOfItsEventsButOfAllSessions() {
    String agent = Samples.unique("agent");
    String session = Samples.unique("session");
    JsonNode before = stats("");
    store(
        Samples.event(session, agent)
            .put("tool_name", "Bash")
            .put("model", "m1")
            .put("branch", "b2")
            .put("tokens_in", 5)
            .put("tokens_out", 7)
            .put("cost_usd", 0.5),
        Samples.event(session, agent)
            .put("tool_name", "Bash")
            .put("branch", "b1")
            .put("tokens_in", 6),
        Samples.event(session, agent).put("tool_name", "Edit").put("cost_usd", 0.25),
        Samples.event(session, agent));
    store(Samples.event().put("tool_name", "Bash").put("branch", "b3").put("tokens_in", 100));

    JsonNode stats = stats("?agent_type=" + agent);
    assertThat(stats.path("total_events").asLong()).isEqualTo(4);
    assertThat(stats.path("total_tokens_in").asLong()).isEqualTo(11);
    assertThat(stats.path("total_tokens_out").asLong()).isEqualTo(7);
    assertThat(stats.path("total_cost_usd").asDouble()).isCloseTo(0.75, within(1e-12));
    assertThat(counts(stats, "tool_breakdown")).isEqualTo(Map.of("Bash", 2L, "Edit", 1L));
    assertThat(counts(stats, "agent_breakdown")).isEqualTo(Map.of(agent, 4L));
    assertThat(counts(stats, "model_breakdown")).isEqualTo(Map.of("m1", 1L));
    assertThat(branches(stats)).containsExactly("b1", "b2");
    for (String ofAll : List.of("active_sessions", "total_sessions")) {
      assertThat(stats.path(ofAll).asLong()).isEqualTo(before.path(ofAll).asLong() + 2);
    }
  }

  @Test
  @Rule({"STATS-05", "QUERY-08"})
  void statsSinceATimeSpeakOfTheEventsFromThenOnButOfAllSessions() {
    String agent = Samples.unique("agent");
    store(Samples.event(Samples.unique("session"), agent).put("tool_name", "Bash"));
    JsonNode now = stats("?agent_type=" + agent + "&since=2000-01-01");
    assertThat(now.path("total_events").asLong()).isOne();

    JsonNode future = stats("?agent_type=" + agent + "&since=9999-12-31T23:59:59Z");
    assertThat(future.path("total_events").asLong(-1)).isZero();
    assertThat(future.path("total_tokens_in").asLong(-1)).isZero();
    assertThat(future.path("total_cost_usd").asDouble(-1)).isZero();
    assertThat(future.path("tool_breakdown")).isEmpty();
    assertThat(future.path("agent_breakdown")).isEmpty();
    assertThat(future.path("branches")).isEmpty();
    assertThat(future.path("total_sessions")).isEqualTo(now.path("total_sessions"));
    assertThat(future.path("active_sessions")).isEqualTo(now.path("active_sessions"));
  }

  @Test
  @Rule({"STATS-03", "STATS-04"})
  void breakdownsHaveTheMostFrequentNamesAndBranchesTheFirst() {
    String agent = Samples.unique("agent");
    Set<String> names = new TreeSet<>(BY_UTF8_BYTES);
    IntStream.range(0, MOST_NAMES + 5).forEach(i -> names.add("n%04d".formatted(i)));
    // In UTF-16 the second sorts before the first, in UTF-8 after it.
    names.addAll(List.of("\uFF5E last but one", "\uD83D\uDE00 last", "N", "\u00E9"));
    List<ObjectNode> events = new ArrayList<>();
    String session = Samples.unique("session");
    for (String name : names) {
      events.add(named(session, agent, name));
    }
    // Twice as frequent, though last in every order by name.
    events.add(named(session, agent, "\uD83D\uDE00 last"));
    store(events.toArray(ObjectNode[]::new));

    JsonNode stats = stats("?agent_type=" + agent);
    List<String> inOrder = List.copyOf(names);
    assertThat(branches(stats)).isEqualTo(inOrder.subList(0, MOST_NAMES));
    Set<String> frequent = new TreeSet<>(inOrder.subList(0, MOST_NAMES - 1));
    frequent.add("\uD83D\uDE00 last");
    for (String breakdown : List.of("tool_breakdown", "model_breakdown")) {
      assertThat(counts(stats, breakdown).keySet()).as(breakdown).isEqualTo(frequent);
      assertThat(counts(stats, breakdown)).containsEntry("\uD83D\uDE00 last", 2L);
    }
  }

  @Test
  @Rule("STATS-04")
  void branchesAreSortedByTheirUtf8Bytes() {
    String agent = Samples.unique("agent");
    String session = Samples.unique("session");
    for (String branch : List.of("\uD83D\uDE00", "b", "\uFF5E", "B", "a", "\u00E9", "aa", "b")) {
      store(Samples.event(session, agent).put("branch", branch));
    }
    assertThat(branches(stats("?agent_type=" + agent)))
        .containsExactly("B", "a", "aa", "b", "\u00E9", "\uFF5E", "\uD83D\uDE00");
  }

  @Test
  @Rule("STATS-06")
  void sumsBeyondTheRangeOfSixtyFourBitsSaturate() {
    String agent = Samples.unique("agent");
    String session = Samples.unique("session");
    ObjectNode most =
        Samples.event(session, agent)
            .put("tokens_in", MOST_TOKENS)
            .put("tokens_out", MOST_TOKENS)
            .put("cost_usd", 1_000_000_000);
    store(IntStream.range(0, 1100).mapToObj(i -> most).toArray(ObjectNode[]::new));
    for (String query : List.of("?agent_type=" + agent, "")) {
      JsonNode stats = stats(query);
      assertThat(stats.path("total_tokens_in").asDouble())
          .isCloseTo(0x1p63, within(0x1p63 * 1e-15));
      assertThat(stats.path("total_tokens_out").asDouble())
          .isCloseTo(0x1p63, within(0x1p63 * 1e-15));
      assertThat(stats.path("total_tokens_in").asText()).doesNotStartWith("-");
      assertThat(stats.path("total_cost_usd").asDouble()).isGreaterThanOrEqualTo(1.1e12);
    }
  }

  @Test
  @Rule("STATS-07")
  void noSingleEventBreaksALaterGet() {
    String agent = Samples.unique("agent");
    String session = Samples.unique("session");
    String awkward = "\u0000\u0001\u007f\u2028\uFFFF\uD83D\uDE00\"\\/<script>{}[],'%s";
    ObjectNode event =
        named(session, agent, awkward)
            .put("event_id", Samples.unique(awkward))
            .put("project", awkward)
            .put("source", awkward)
            .put("metadata", awkward)
            .put("tokens_in", MOST_TOKENS)
            .put("tokens_out", MOST_TOKENS)
            .put("cache_read_tokens", MOST_TOKENS)
            .put("cache_write_tokens", MOST_TOKENS)
            .put("duration_ms", MOST_TOKENS)
            .put("cost_usd", 1_000_000_000)
            .put("client_timestamp", "9999-12-31T23:59:59.999999999Z");
    store(event);
    store(
        named(session, agent, "__proto__")
            .put("cost_usd", Double.MIN_VALUE)
            .put("client_timestamp", "0001-01-01"));
    store(named(session, agent, "constructor").put("metadata", "[".repeat(5000)));
    String deep = "[".repeat(99) + "]".repeat(99);
    String text = Samples.event(session, agent).toString();
    String nested = text.substring(0, text.length() - 1) + ",\"metadata\":" + deep + "}";
    assertThat(backend.http().postJson("/api/events", nested).status()).isEqualTo(201);

    JsonNode stats = stats("?agent_type=" + agent);
    assertThat(stats.path("total_events").asLong()).isEqualTo(4);
    assertThat(counts(stats, "tool_breakdown"))
        .isEqualTo(Map.of(awkward, 1L, "__proto__", 1L, "constructor", 1L));
    JsonNode rows = backend.http().get("/api/events?session_id=" + session).json().path("events");
    assertThat(rows).hasSize(4);
    assertThat(rows.get(3).path("tool_name").asText()).isEqualTo(awkward);
    assertThat(rows.get(3).path("metadata").asText()).isEqualTo(awkward);
    assertThat(rows.get(3).path("tokens_in").asDouble()).isEqualTo((double) MOST_TOKENS);
    assertThat(stats("").path("total_events").asLong()).isGreaterThanOrEqualTo(4);
  }

  private static ObjectNode named(String session, String agent, String name) {
    return Samples.event(session, agent)
        .put("tool_name", name)
        .put("model", name)
        .put("branch", name);
  }

  private static void store(ObjectNode... events) {
    HttpAnswer answer = backend.http().postJson("/api/events/batch", Samples.batch(events));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("received").asInt()).isEqualTo(events.length);
  }

  private static JsonNode stats(String query) {
    HttpAnswer answer = backend.http().get("/api/stats" + query);
    assertThat(answer.status()).as(answer.describe()).isEqualTo(200);
    return answer.json();
  }

  private static Map<String, Long> counts(JsonNode stats, String breakdown) {
    return stats.path(breakdown).properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().asLong()));
  }

  private static List<String> branches(JsonNode stats) {
    List<String> branches = new ArrayList<>();
    stats.path("branches").forEach(branch -> branches.add(branch.asText()));
    return branches;
  }
}
