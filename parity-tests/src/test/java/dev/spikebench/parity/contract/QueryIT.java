package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.HttpAnswer;
import dev.spikebench.parity.client.StreamSubscriber;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryIT {
  private static final BackendFixture BACKEND = BackendFixture.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "%2B1",
        "+1",
        "1.0",
        "1e1",
        "0x1",
        "a",
        "%20",
        "1%20",
        "%201",
        "1,0",
        "1_0",
        "1234567890123456",
        "0000000000000001",
        "%D9%A1",
        "null"
      })
  @Rule({"QUERY-01", "QUERY-02"})
  void limitAndOffsetAreOneToFifteenDecimalDigits(String value) {
    for (String parameter : new String[] {"limit", "offset"}) {
      HttpAnswer answer = BACKEND.http().get("/api/events?" + parameter + "=" + value);
      assertThat(answer.status()).as(parameter).isEqualTo(400);
      assertThat(answer.json().path("error").asText()).contains(parameter);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=1",
        "limit=1000",
        "limit=000000000000050",
        "offset=0",
        "offset=999999999999999",
        "limit=%31"
      })
  @Rule("QUERY-01")
  void limitAndOffsetWithinTheirFormAreTaken(String query) {
    assertThat(BACKEND.http().get("/api/events?" + query).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/events, limit, 0",
    "/api/events, limit, 1001",
    "/api/events, limit, 999999999999999"
  })
  @Rule("QUERY-03")
  void valueOutOfItsRangeIsRefusedByName(String path, String parameter, String value) {
    assertRefused(path + "?" + parameter + "=" + value, parameter);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/events, limit, 5",
    "/api/events, offset, 5",
    "/api/events, agent_type, a",
    "/api/events, event_type, error",
    "/api/events, tool_name, a",
    "/api/events, session_id, a",
    "/api/events, branch, a",
    "/api/events, model, a",
    "/api/events, source, a",
    "/api/events, since, 2026-01-01",
    "/api/events, until, 2026-01-01",
    "/api/stats, agent_type, a",
    "/api/stats, since, 2026-01-01",
    "/api/stream, agent_type, a",
    "/api/stream, event_type, error"
  })
  @Rule("QUERY-04")
  void knownParameterGivenTwiceIsRefusedByName(String path, String parameter, String value) {
    String once = parameter + "=" + value;
    assertRefused(path + "?" + once + "&x=1&" + once, parameter);
  }

  @Test
  @Rule("QUERY-02")
  void timeOfTheStatsThatDoesNotParseIsRefusedByName() {
    assertRefused("/api/stats?since=yesterday", "since");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/events?nothing=1&nothing=2",
        "/api/stats?limit=no&until=no&until=no",
        "/api/health?limit=no&since=no",
        "/api/events?id=7",
        "/api/events?&&=&x"
      })
  @Rule("QUERY-05")
  void unknownParametersAreIgnored(String target) {
    assertThat(BACKEND.http().get(target).status()).isEqualTo(200);
  }

  @Test
  @Rule("QUERY-05")
  void queryOfAPostIsIgnored() {
    String event = Samples.event().toString();
    assertThat(BACKEND.http().postJson("/api/events?limit=no&since=no", event).status())
        .isEqualTo(201);
  }

  @Test
  @Rule("QUERY-06")
  void emptyValueCountsAsNotGiven() {
    String session = stored(Samples.event());
    String empty = "&limit=&offset=&agent_type=&tool_name=&branch=&model&source=&since=&until=";
    HttpAnswer answer = BACKEND.http().get("/api/events?session_id=" + session + empty);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("total").asInt()).isOne();
    assertThat(BACKEND.http().get("/api/stats?agent_type=&since=").status()).isEqualTo(200);
    try (StreamSubscriber subscriber = BACKEND.subscribe("?agent_type=&event_type=")) {
      assertThat(subscriber.head().status()).isEqualTo(200);
    }
  }

  @Test
  @Rule("QUERY-07")
  void filterComparesTheWholeValueUntrimmed() {
    String tool = Samples.unique("Tool%_*");
    stored(Samples.event().put("tool_name", tool));
    String encoded = tool.replace("%", "%25");
    assertThat(found("tool_name=" + encoded)).isOne();
    assertThat(found("tool_name=%20" + encoded)).isZero();
    assertThat(found("tool_name=" + encoded + "%20")).isZero();
    assertThat(found("tool_name=" + encoded.substring(0, encoded.length() - 1))).isZero();
    assertThat(found("tool_name=" + encoded.toLowerCase(Locale.ROOT))).isZero();
    assertThat(found("tool_name=Tool%25")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event_type=no_such",
        "event_type=Tool_use",
        "agent_type=%20",
        "source=%09",
        "model=%00"
      })
  @Rule("QUERY-08")
  void valueThatNoEventCanHaveFindsNothing(String query) {
    assertThat(found(query)).isZero();
  }

  @Test
  @Rule("QUERY-08")
  void streamTakesAFilterThatNoEventCanPass() {
    try (StreamSubscriber subscriber = BACKEND.subscribe("?event_type=no_such")) {
      assertThat(subscriber.head().status()).isEqualTo(200);
    }
  }

  @Test
  @Rule("QUERY-09")
  void plusIsASpaceAndAnEncodedPlusIsAPlus() {
    String name = Samples.unique("a b+c");
    stored(Samples.event().put("branch", name));
    String spaced = name.replace("+", "%2B").replace(" ", "+");
    assertThat(found("branch=" + spaced)).isOne();
    assertThat(found("branch=" + spaced.replace("+", "%20"))).isOne();
    assertThat(found("branch=" + name.replace(" ", "%20"))).isZero();
  }

  @Test
  @Rule({"QUERY-09", "QUERY-07"})
  void escapedUtf8IsDecoded() {
    String name = Samples.unique("häß 日本 😀&=");
    stored(Samples.event().put("model", name));
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
    assertThat(found("model=" + encoded)).isOne();
    assertThat(found("%6Dodel=" + encoded)).isOne();
  }

  @Test
  @Rule("QUERY-10")
  void parameterNamesAreCaseSensitive() {
    String session = stored(Samples.event());
    assertThat(found("session_id=" + session + "&Branch=none&LIMIT=no&Offset=9")).isOne();
  }

  private static void assertRefused(String target, String parameter) {
    HttpAnswer answer = BACKEND.http().get(target);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("error").asText()).contains(parameter);
  }

  private static String stored(ObjectNode event) {
    assertThat(BACKEND.http().postJson("/api/events", event.toString()).status()).isEqualTo(201);
    return event.path("session_id").asText();
  }

  private static long found(String query) {
    HttpAnswer answer = BACKEND.http().get("/api/events?" + query);
    assertThat(answer.status()).as(answer.describe()).isEqualTo(200);
    return answer.json().path("total").asLong(-1);
  }
}
