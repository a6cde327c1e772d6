package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.Header;
import dev.spikebench.parity.client.HttpAnswer;
import dev.spikebench.parity.client.StreamRefusedException;
import dev.spikebench.parity.client.StreamSubscriber;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginIT {
  private static final String LISTED = "http://dash.example:8080";
  private static final String JSON = "Content-Type: application/json";
  private static final BackendFixture BACKEND =
      BackendFixture.shared(
          Map.of(
              "INGEST_ALLOW_ORIGIN",
              LISTED + ",https://other.example",
              "INGEST_MAX_BODY_KB",
              "1",
              "INGEST_MAX_PAYLOAD_KB",
              "1"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "http://evil.example",
        "https://evil.example",
        "http://dash.example",
        "https://dash.example:8080",
        "http://dash.example:8081",
        "http://x.dash.example:8080",
        "http://dash.example:8080.evil.example",
        "http://localhost",
        "file://",
        "x"
      })
  @Rule({"ORIGIN-01", "ORIGIN-02", "ORIGIN-08"})
  void foreignOriginIsRefusedOnAPostAndOnTheStream(String origin) {
    ObjectNode event = Samples.event();
    HttpAnswer single = post("/api/events", event.toString(), "Origin: " + origin);
    HttpAnswer batch = post("/api/events/batch", Samples.batch(event), "Origin: " + origin);
    for (HttpAnswer answer : List.of(single, batch)) {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.json().path("error").asText()).isNotEmpty();
      assertNoCorsHeaders(answer);
    }
    Traces.assertNone(BACKEND, event);
    assertThatThrownBy(() -> BACKEND.subscribe("", "Origin", origin).close())
        .isInstanceOfSatisfying(
            StreamRefusedException.class,
            refused -> assertThat(refused.answer().status()).isEqualTo(403));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/events", "/api/stats", "/api/health"})
  @Rule({"ORIGIN-01", "ORIGIN-08"})
  void foreignOriginMayReadWhatABrowserWillNotShowIt(String target) {
    HttpAnswer answer = RawRequest.send(BACKEND, "GET", target, "Origin: http://evil.example");
    assertThat(answer.status()).isEqualTo(200);
    assertNoCorsHeaders(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, http://localhost",
    "localhost, http://localhost:80",
    "localhost:80, http://localhost",
    "LOCALHOST, http://localhost",
    "localhost, HTTP://LocalHost:80",
    "127.0.0.1:5000, http://127.0.0.1:5000",
    "[::1]:5000, http://[::1]:5000"
  })
  @Rule({"ORIGIN-03", "ORIGIN-08"})
  void originOfThePageThatTheBackendItselfWouldServePasses(String host, String origin) {
    HttpAnswer answer = RawRequest.exchange(BACKEND, postFrom(host, origin));
    assertThat(answer.status()).isEqualTo(201);
    assertNoCorsHeaders(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:5000, http://localhost",
    "localhost:5000, http://localhost:5001",
    "localhost:5000, https://localhost:5000",
    "localhost, https://localhost",
    "localhost:443, https://localhost",
    "localhost, http://127.0.0.1",
    "localhost:5000, http://localhost:5000/",
    "localhost:5000, localhost:5000"
  })
  @Rule({"ORIGIN-03", "ORIGIN-01"})
  void originThatDiffersFromTheHostIsForeign(String host, String origin) {
    assertThat(RawRequest.exchange(BACKEND, postFrom(host, origin)).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {LISTED, "https://other.example"})
  @Rule({"ORIGIN-04", "ORIGIN-05", "ORIGIN-07"})
  void listedOriginPassesAndIsTold(String origin) {
    HttpAnswer answer = post("/api/events", Samples.event().toString(), "Origin: " + origin);
    assertThat(answer.status()).isEqualTo(201);
    assertAllowed(answer, origin);
    try (StreamSubscriber subscriber = BACKEND.subscribe("", "Origin", origin)) {
      assertAllowed(subscriber.head(), origin);
    }
  }

  @Test
  @Rule({"ORIGIN-05", "ORIGIN-07"})
  void everyAnswerTellsAListedOrigin() {
    String line = "Origin: " + LISTED;
    String duplicate = Samples.event().put("event_id", Samples.unique("id")).toString();
    List<HttpAnswer> answers =
        List.of(
            post("/api/events", duplicate, line),
            post("/api/events", duplicate, line),
            post("/api/events/batch", "{\"events\":[]}", line),
            post("/api/events", "{}", line),
            post("/api/events", "{", line),
            post("/api/events", "x".repeat(2000), line),
            RawRequest.exchange(
                BACKEND,
                RawRequest.post(BACKEND, "/api/events", "{}", "Content-Type: text/plain", line)),
            RawRequest.send(BACKEND, "GET", "/api/nothing", line),
            RawRequest.send(BACKEND, "DELETE", "/api/events", line),
            RawRequest.send(BACKEND, "GET", "/api/events?limit=no", line),
            RawRequest.send(BACKEND, "GET", "/api/events", line),
            RawRequest.send(BACKEND, "GET", "/api/stats", line),
            RawRequest.send(BACKEND, "GET", "/api/health", line),
            RawRequest.sendHead(BACKEND, "/api/health", line),
            RawRequest.sendHead(BACKEND, "/api/stream", line),
            RawRequest.send(BACKEND, "OPTIONS", "/api/stats", line),
            RawRequest.exchange(
                BACKEND, RawRequest.headTo("evil.example", "GET", "/api/health", line)));
    assertThat(answers)
        .extracting(HttpAnswer::status)
        .containsExactly(
            201, 200, 201, 400, 400, 413, 415, 404, 405, 400, 200, 200, 200, 200, 200, 204, 403);
    answers.forEach(answer -> assertAllowed(answer, LISTED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/events", "/api/events/batch", "/api/stats", "/api/health", "/api/stream"})
  @Rule({"ORIGIN-06", "ORIGIN-07"})
  void optionsTellsAListedOriginWhatItMaySend(String path) {
    HttpAnswer answer =
        RawRequest.send(
            BACKEND,
            "OPTIONS",
            path,
            "Origin: " + LISTED,
            "Access-Control-Request-Method: POST",
            "Access-Control-Request-Headers: content-type");
    assertThat(answer.status()).isEqualTo(204);
    assertAllowed(answer, LISTED);
    assertThat(words(answer, "Access-Control-Allow-Methods"))
        .containsExactlyInAnyOrder("get", "post");
    assertThat(words(answer, "Access-Control-Allow-Headers")).containsExactly("content-type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/events", "/api/events/batch", "/api/stats", "/api/health", "/api/stream"})
  @Rule({"ORIGIN-08", "ORDER-03"})
  void optionsAnswersAForeignOriginWithoutCorsHeaders(String path) {
    HttpAnswer answer = RawRequest.send(BACKEND, "OPTIONS", path, "Origin: http://evil.example");
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Allow")).isPresent();
    assertNoCorsHeaders(answer);
  }

  @Test
  @Rule("ORIGIN-08")
  void answersWithoutAnOriginHaveNoCorsHeaders() {
    assertNoCorsHeaders(RawRequest.send(BACKEND, "GET", "/api/health"));
    assertNoCorsHeaders(RawRequest.send(BACKEND, "OPTIONS", "/api/events"));
    assertNoCorsHeaders(post("/api/events", Samples.event().toString()));
  }

  private static void assertAllowed(HttpAnswer answer, String origin) {
    assertThat(answer.values("Access-Control-Allow-Origin")).containsExactly(origin);
    assertThat(words(answer, "Vary")).contains("origin");
    assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
  }

  private static void assertNoCorsHeaders(HttpAnswer answer) {
    assertThat(answer.headers())
        .extracting(Header::name)
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
  }

  private static Set<String> words(HttpAnswer answer, String header) {
    return answer.values(header).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(word -> word.strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static HttpAnswer post(String path, String body, String... lines) {
    String[] all = Arrays.copyOf(lines, lines.length + 1);
    all[lines.length] = JSON;
    return RawRequest.exchange(BACKEND, RawRequest.post(BACKEND, path, body, all));
  }

  private static String postFrom(String host, String origin) {
    String body = Samples.event().toString();
    String length = "Content-Length: " + body.length();
    return RawRequest.headTo(host, "POST", "/api/events", JSON, length, "Origin: " + origin) + body;
  }
}
