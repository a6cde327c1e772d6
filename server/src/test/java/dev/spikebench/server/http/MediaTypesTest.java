package dev.spikebench.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        " application/json ",
        "application/json;charset=utf-8",
        "application/json; charset=UTF-8",
        "application/json ; CharSet=\"utf-8\"",
        "application/json; charset=\"u\\tf-8\"",
        "application/json; profile=\"a;charset=latin1\"",
        "application/json; v=1; charset=utf-8",
        "application/json;"
      })
  void jsonInUtf8Passes(String field) {
    assertThat(MediaTypes.isJson(List.of(field))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "text/json",
        "application/jsonp",
        "application/problem+json",
        "application/json, text/plain",
        "application/json; charset=latin1",
        "application/json; charset=utf8",
        "application/json; charset=",
        "application/json; charset",
        "application/json; charset=utf-8; charset=latin1",
        "application/json charset=utf-8"
      })
  void everythingElseDoesNot(String field) {
    assertThat(MediaTypes.isJson(List.of(field))).isFalse();
  }

  @Test
  void thereMustBeExactlyOneField() {
    assertThat(MediaTypes.isJson(List.of())).isFalse();
    assertThat(MediaTypes.isJson(List.of("application/json", "application/json"))).isFalse();
  }
}
