package dev.spikebench.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/events       | GET, HEAD, POST, OPTIONS",
        "/api/events/batch | POST, OPTIONS",
        "/api/stats        | GET, HEAD, OPTIONS",
        "/api/health       | GET, HEAD, OPTIONS",
        "/api/stream       | GET, HEAD, OPTIONS",
      })
  void aPathNamesItsMethods(String path, String allow) {
    assertThat(Route.ofPath(path))
        .isNotNull()
        .satisfies(route -> assertThat(route.allow()).isEqualTo(allow));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/api",
        "/api/",
        "/api/events/",
        "//api/events",
        "/api/./events",
        "/API/events",
        "/api/%65vents",
        "/api/events;v=1",
        "/api/events%20",
        "/api/events/batch/",
        "api/events"
      })
  void aPathIsComparedAsSent(String path) {
    assertThat(Route.ofPath(path)).isNull();
  }

  @Test
  void aTargetMayBeAbsolute() {
    assertThat(RequestTarget.of("/api/stats", false))
        .isEqualTo(new RequestTarget("/api/stats", null));
    assertThat(RequestTarget.of("http://localhost:1/api/stats", true))
        .isEqualTo(new RequestTarget("/api/stats", "localhost:1"));
    assertThat(RequestTarget.of("http://localhost", true))
        .isEqualTo(new RequestTarget("/", "localhost"));
  }
}
