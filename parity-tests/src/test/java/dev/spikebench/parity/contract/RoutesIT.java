package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.HttpAnswer;
import dev.spikebench.parity.client.RawConnection;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesIT {
  private static final BackendFixture BACKEND = BackendFixture.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/api", "/api/", "/api/nothing", "/api/events/1", "/api/events/batch/x"})
  @Rule("ROUTE-01")
  void unknownPathIsNotFound(String path) {
    HttpAnswer answer = BACKEND.http().get(path);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("error").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /api/events, GET HEAD POST OPTIONS",
    "DELETE, /api/events, GET HEAD POST OPTIONS",
    "PATCH, /api/events, GET HEAD POST OPTIONS",
    "GET, /api/events/batch, POST OPTIONS",
    "PUT, /api/events/batch, POST OPTIONS",
    "POST, /api/stats, GET HEAD OPTIONS",
    "POST, /api/health, GET HEAD OPTIONS",
    "DELETE, /api/health, GET HEAD OPTIONS",
    "POST, /api/stream, GET HEAD OPTIONS",
    "PUT, /api/stream, GET HEAD OPTIONS"
  })
  @Rule({"ROUTE-02", "ROUTE-03", "ROUTE-04", "ROUTE-05"})
  void otherMethodOfAKnownPathIsRefusedWithTheMethodsItHas(
      String method, String path, String methods) {
    HttpAnswer answer = RawRequest.send(BACKEND, method, path, "Content-Length: 0");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(allowed(answer)).isEqualTo(Set.of(methods.split(" ")));
    assertThat(answer.json().path("error").asText()).isNotEmpty();
  }

  @Test
  @Rule({"ROUTE-02", "ROUTE-04"})
  void headOfTheBatchPathIsRefusedBecauseItHasNoGet() {
    HttpAnswer answer = RawRequest.sendHead(BACKEND, "/api/events/batch");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(allowed(answer)).isEqualTo(Set.of("POST", "OPTIONS"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/%65vents",
        "/api/%48ealth",
        "/%61pi/health",
        "/api%2Fhealth",
        "/api/events%2Fbatch",
        "/api/health%3F",
        "/api/health/",
        "//api/health",
        "/api//health",
        "/api/./health",
        "/api/x/../health",
        "/API/health",
        "/api/Health",
        "/api/health;a=b",
        "/api/health%20"
      })
  @Rule({"ROUTE-06", "ROUTE-01"})
  void pathsAreComparedAsSent(String target) {
    assertThat(RawRequest.send(BACKEND, "GET", target).status()).isEqualTo(404);
  }

  @Test
  @Rule("ROUTE-06")
  void absoluteFormOfAKnownPathIsFound() {
    String target = "http://" + BACKEND.baseUri().getAuthority() + "/api/health";
    assertThat(RawRequest.send(BACKEND, "GET", target).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/events?limit=2", "/api/stats", "/api/health", "/api/events?limit=no", "/x"})
  @Rule("ROUTE-07")
  void headAnswersAsGetWithoutABody(String target) {
    try (RawConnection connection = BACKEND.raw()) {
      HttpAnswer get = RawRequest.send(BACKEND, "GET", target);
      HttpAnswer head =
          connection.write(RawRequest.head(BACKEND, "HEAD", target)).readAnswerToHead().answer();
      assertThat(head.status()).isEqualTo(get.status());
      assertThat(head.contentType()).isEqualTo(get.contentType());
      // The next answer begins right after the head: no byte of a body lies between.
      HttpAnswer next =
          connection.write(RawRequest.head(BACKEND, "GET", "/api/health")).readAnswer().answer();
      assertThat(next.json().path("status").asText()).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/api/events, GET HEAD POST OPTIONS",
    "/api/events/batch, POST OPTIONS",
    "/api/stats, GET HEAD OPTIONS",
    "/api/health, GET HEAD OPTIONS",
    "/api/stream, GET HEAD OPTIONS"
  })
  @Rule({"ROUTE-09", "ROUTE-03", "ROUTE-04", "ROUTE-05"})
  void optionsTellsTheMethods(String path, String methods) {
    HttpAnswer answer = BACKEND.http().send("OPTIONS", path, null);
    assertThat(answer.status()).isEqualTo(204);
    assertThat(allowed(answer)).isEqualTo(Set.of(methods.split(" ")));
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "If-None-Match: *",
        "If-Match: \"no such tag\"",
        "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT",
        "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
        "Range: bytes=0-3",
        "Range: bytes=100000-"
      })
  @Rule("ROUTE-10")
  void conditionalAndRangeHeadersAreIgnored(String line) {
    HttpAnswer answer = RawRequest.send(BACKEND, "GET", "/api/stats", line);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().has("total_events")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/health, 200",
    "GET, /api/events, 200",
    "DELETE, /api/events, 405",
    "OPTIONS, /api/events, 204"
  })
  @Rule("ROUTE-11")
  void bodyOnAnotherMethodIsThrownAway(String method, String path, int status) {
    String body = "this is no JSON, and no request either\r\n\r\n";
    String request =
        RawRequest.head(BACKEND, method, path, "Content-Length: " + body.length()) + body;
    try (RawConnection connection = BACKEND.raw()) {
      assertThat(connection.write(request).readAnswer().answer().status()).isEqualTo(status);
    }
  }

  @Test
  @Rule("ROUTE-11")
  void requestAfterAThrownAwayBodyIsReadFromItsOwnBeginning() {
    String body = "x".repeat(2000);
    String first =
        RawRequest.head(BACKEND, "GET", "/api/health", "Content-Length: " + body.length()) + body;
    String second = RawRequest.head(BACKEND, "GET", "/api/stats");
    try (RawConnection connection = BACKEND.raw()) {
      connection.write(first + second);
      assertThat(connection.readAnswer().answer().json().has("uptime")).isTrue();
      assertThat(connection.readAnswer().answer().json().has("total_events")).isTrue();
    }
  }

  private static Set<String> allowed(HttpAnswer answer) {
    return answer.values("Allow").stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(method -> method.strip().toUpperCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
