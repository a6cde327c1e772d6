package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.HttpAnswer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListIT {
  private static final DateTimeFormatter STORED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
  private static final BackendFixture BACKEND = BackendFixture.shared();

  @Test
  @Rule({"LIST-01", "LIST-02"})
  void rowIsListedWithAllColumnsAsStored() {
    ObjectNode event =
        Samples.event()
            .put("event_id", Samples.unique("id"))
            .put("event_type", "llm_response")
            .put("tool_name", "Bash")
            .put("status", "timeout")
            .put("tokens_in", 11)
            .put("tokens_out", 12)
            .put("branch", "main")
            .put("project", "p")
            .put("duration_ms", 13)
            .put("client_timestamp", "2026-02-25T10:00:00.250+01:00")
            .put("model", "m")
            .put("cost_usd", 0.25)
            .put("cache_read_tokens", 14)
            .put("cache_write_tokens", 15)
            .put("source", "hook");
    event.putObject("metadata").put("k", "v");
    long id = post(event).path("ids").get(0).asLong();

    JsonNode answer = list("session_id=" + event.path("session_id").asText());
    assertThat(answer.path("total").asInt()).isOne();
    ObjectNode row = answer.path("events").get(0).deepCopy();
    assertThat(row.remove("created_at").asText())
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    ObjectNode expected = event.deepCopy();
    expected.put("id", id).put("schema_version", 1).put("payload_truncated", 0);
    expected.put("client_timestamp", "2026-02-25T09:00:00.250Z").put("metadata", "{\"k\":\"v\"}");
    assertThat(normal(row)).isEqualTo(normal(expected));
  }

  @Test
  @Rule("LIST-02")
  void columnsWithoutAValueAreListedAsNullOrTheirDefault() {
    ObjectNode event = Samples.event();
    post(event);
    JsonNode row = list("session_id=" + event.path("session_id").asText()).path("events").get(0);
    for (String column :
        List.of(
            "event_id",
            "tool_name",
            "branch",
            "project",
            "duration_ms",
            "client_timestamp",
            "model",
            "cost_usd")) {
      assertThat(row.has(column)).as(column).isTrue();
      assertThat(row.path(column).isNull()).as(column).isTrue();
    }
    for (String column :
        List.of(
            "tokens_in",
            "tokens_out",
            "cache_read_tokens",
            "cache_write_tokens",
            "payload_truncated")) {
      assertThat(row.path(column).asInt(-1)).as(column).isZero();
    }
    assertThat(row.path("status").asText()).isEqualTo("success");
    assertThat(row.path("source").asText()).isEqualTo("api");
    assertThat(row.path("metadata").asText()).isEqualTo("{}");
    assertThat(row.path("schema_version").asInt()).isOne();
  }

  @Test
  @Rule({"LIST-03", "LIST-04", "LIST-05", "LIST-06"})
  void newestRowsComeFirstAndTotalCountsAllThatMatch() {
    String session = Samples.unique("session");
    List<ObjectNode> events =
        IntStream.range(0, 60)
            .mapToObj(i -> Samples.event(session, "lister").put("tokens_in", i))
            .toList();
    BACKEND.http().postJson("/api/events/batch", Samples.batch(events));
    String query = "session_id=" + session;

    assertThat(tokens(list(query))).isEqualTo(countDown(59, 50));
    assertThat(list(query).path("total").asInt()).isEqualTo(60);
    assertThat(tokens(list(query + "&limit=1"))).containsExactly(59);
    assertThat(tokens(list(query + "&limit=1000"))).isEqualTo(countDown(59, 60));
    assertThat(tokens(list(query + "&limit=3&offset=10"))).containsExactly(49, 48, 47);
    assertThat(list(query + "&limit=3&offset=10").path("total").asInt()).isEqualTo(60);
    assertThat(tokens(list(query + "&offset=58"))).containsExactly(1, 0);
    assertThat(tokens(list(query + "&offset=60"))).isEmpty();
    assertThat(list(query + "&offset=999999999999999").path("total").asInt()).isEqualTo(60);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001"})
  @Rule({"LIST-05", "QUERY-03"})
  void limitOutsideItsRangeIsRefused(String limit) {
    HttpAnswer answer = BACKEND.http().get("/api/events?limit=" + limit);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").asText()).contains("limit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "agent_type",
        "event_type",
        "tool_name",
        "session_id",
        "branch",
        "model",
        "source"
      })
  @Rule("LIST-07")
  void filterKeepsTheRowsWithItsValue(String field) {
    String session = Samples.unique("session");
    String common = field.equals("session_id") ? "" : "&session_id=" + session;
    String wanted = field.equals("event_type") ? "git_commit" : Samples.unique(field);
    ObjectNode with = Samples.event(session, "filtered").put(field, wanted);
    ObjectNode other = Samples.event(session, "filtered");
    // In this order, because an event without a branch inherits its session's.
    post(other);
    post(with);
    JsonNode answer = list(field + "=" + wanted + common);
    assertThat(answer.path("total").asInt()).isOne();
    assertThat(answer.path("events").get(0).path(field).asText()).isEqualTo(wanted);
  }

  @Test
  @Rule("LIST-07")
  void severalFiltersKeepWhatMatchesAllOfThem() {
    String session = Samples.unique("session");
    post(Samples.event(session, "x").put("branch", "b1").put("model", "m1"));
    post(Samples.event(session, "x").put("branch", "b1").put("model", "m2"));
    post(Samples.event(session, "x").put("branch", "b2").put("model", "m1"));
    String query = "session_id=" + session + "&branch=b1";
    assertThat(list(query).path("total").asInt()).isEqualTo(2);
    assertThat(list(query + "&model=m1").path("total").asInt()).isOne();
  }

  @Test
  @Rule({"LIST-08", "LIST-10"})
  void sinceAndUntilTakeEveryFormAndAreInclusive() {
    Stored stored = Stored.create();
    LocalDateTime at = stored.createdAt;
    String iso = ISO.format(at);
    for (String same :
        List.of(
            STORED.format(at),
            iso,
            iso + "Z",
            iso.replace('T', 't') + "z",
            iso + ".000Z",
            iso + "+00:00",
            ISO.format(at.plusHours(5).plusMinutes(30)) + "+05:30",
            ISO.format(at.minusHours(18)) + "-18:00")) {
      assertThat(stored.found("since", same)).as("since " + same).isTrue();
      assertThat(stored.found("until", same)).as("until " + same).isTrue();
    }
    String day = iso.substring(0, 10);
    assertThat(stored.found("since", day)).isTrue();
    assertThat(stored.found("until", day)).isEqualTo(at.toLocalTime().toSecondOfDay() == 0);
    String minute = iso.substring(0, 16);
    assertThat(stored.found("since", minute)).isTrue();
    assertThat(stored.found("until", minute)).isEqualTo(at.getSecond() == 0);
    assertThat(stored.found("since", STORED.format(at.plusSeconds(1)))).isFalse();
    assertThat(stored.found("until", STORED.format(at.minusSeconds(1)))).isFalse();
    assertThat(stored.found("since", ISO.format(at.plusSeconds(1)) + "Z")).isFalse();
    assertThat(stored.found("until", ISO.format(at.minusSeconds(1)) + "Z")).isFalse();
    assertThat(stored.found("since", iso + "-00:01")).isFalse();
    assertThat(stored.found("until", iso + "+00:01")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "since, .000, true",
    "since, .001, false",
    "since, .0001, false",
    "since, .000000000, true",
    "until, .000, true",
    "until, .001, true",
    "until, .999999, true"
  })
  @Rule("LIST-09")
  void fractionsCount(String parameter, String fraction, boolean found) {
    Stored stored = Stored.create();
    assertThat(stored.found(parameter, ISO.format(stored.createdAt) + fraction + "Z"))
        .isEqualTo(found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-30",
        "2026-02-25T24:00",
        "2026-02-25T10:00:60",
        "2026-2-25",
        "now",
        "0",
        "2026-02-25%2010:00",
        "%202026-02-25",
        "2026-02-25T10:00%2B18:01",
        "2026-02-25T10"
      })
  @Rule({"LIST-08", "QUERY-02"})
  void otherFormsOfATimeAreRefused(String value) {
    for (String parameter : List.of("since", "until")) {
      HttpAnswer answer = BACKEND.http().get("/api/events?" + parameter + "=" + value);
      assertThat(answer.status()).as(parameter).isEqualTo(400);
      assertThat(answer.json().path("error").asText()).contains(parameter);
    }
  }

  /// A stored event and the time that it was stored at.
  private record Stored(String session, LocalDateTime createdAt) {
    static Stored create() {
      ObjectNode event = Samples.event();
      post(event);
      String session = event.path("session_id").asText();
      JsonNode row = list("session_id=" + session).path("events").get(0);
      return new Stored(session, LocalDateTime.parse(row.path("created_at").asText(), STORED));
    }

    boolean found(String parameter, String time) {
      String encoded = URLEncoder.encode(time, StandardCharsets.UTF_8);
      return list("session_id=" + session + "&" + parameter + "=" + encoded).path("total").asInt()
          == 1;
    }
  }

  private static JsonNode post(ObjectNode event) {
    HttpAnswer answer = BACKEND.http().postJson("/api/events", event.toString());
    assertThat(answer.status()).isEqualTo(201);
    return answer.json();
  }

  private static JsonNode list(String query) {
    HttpAnswer answer = BACKEND.http().get("/api/events?" + query);
    assertThat(answer.status()).as(answer.describe()).isEqualTo(200);
    return answer.json();
  }

  private static List<Integer> tokens(JsonNode answer) {
    List<Integer> tokens = new ArrayList<>();
    answer.path("events").forEach(row -> tokens.add(row.path("tokens_in").asInt()));
    return tokens;
  }

  private static List<Integer> countDown(int from, int count) {
    return IntStream.range(0, count).map(i -> from - i).boxed().toList();
  }

  /// Numbers as doubles: `5` and `5.0` are the same.
  private static ObjectNode normal(ObjectNode row) {
    ObjectNode normal = row.deepCopy();
    row.properties().stream()
        .filter(member -> member.getValue().isNumber())
        .forEach(member -> normal.put(member.getKey(), member.getValue().asDouble()));
    return normal;
  }
}
