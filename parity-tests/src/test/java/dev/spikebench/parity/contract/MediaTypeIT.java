package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.HttpAnswer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeIT {
  private static final BackendFixture BACKEND = BackendFixture.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/JSON",
        "Application/Json",
        "application/json;charset=utf-8",
        "application/json; charset=utf-8",
        "application/json ; charset=UTF-8",
        "application/json;charset=\"utf-8\"",
        "application/json; Charset=\"Utf-8\"",
        "application/json; version=1",
        "application/json; version=1; charset=utf-8",
        "application/json; charset=utf-8; profile=\"a;charset=latin1\"",
        "application/json;",
        "application/json; xcharset=latin1"
      })
  @Rule({"MEDIA-02", "MEDIA-03", "MEDIA-04"})
  void jsonInAnySpellingIsTaken(String contentType) {
    for (String path : List.of("/api/events", "/api/events/batch")) {
      String body = path.endsWith("batch") ? "{\"events\":[]}" : Samples.event().toString();
      HttpAnswer answer =
          RawRequest.exchange(
              BACKEND, RawRequest.post(BACKEND, path, body, "Content-Type: " + contentType));
      assertThat(answer.status()).as(path).isEqualTo(201);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/json",
        "application/json5",
        "application/jsonx",
        "xapplication/json",
        "application/ld+json",
        "application/problem+json",
        "application/*",
        "*/*",
        "application",
        "json",
        "application/json, application/json",
        "application/json, text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/octet-stream",
        "application/json/json"
      })
  @Rule("MEDIA-01")
  void otherMediaTypeIsRefused(String contentType) {
    assertRefused("Content-Type: " + contentType);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=latin1",
        "application/json; charset=utf-16",
        "application/json; charset=\"utf-16\"",
        "application/json; charset=utf8",
        "application/json; charset=us-ascii",
        "application/json; version=1; charset=iso-8859-1"
      })
  @Rule("MEDIA-03")
  void otherCharsetIsRefused(String contentType) {
    assertRefused("Content-Type: " + contentType);
  }

  @Test
  @Rule("MEDIA-05")
  void missingContentTypeIsRefused() {
    assertRefused();
  }

  @Test
  @Rule("MEDIA-05")
  void missingContentTypeIsRefusedWithoutABodyToo() {
    HttpAnswer answer = RawRequest.send(BACKEND, "POST", "/api/events", "Content-Length: 0");
    assertThat(answer.status()).isEqualTo(415);
  }

  @Test
  @Rule("MEDIA-06")
  void twoContentTypesAreRefusedThoughBothAreRight() {
    assertRefused("Content-Type: application/json", "Content-Type: application/json");
    assertRefused("Content-Type: application/json", "content-type: text/plain");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "identity", "deflate", "br", "GZIP", "gzip, identity", "x"})
  @Rule("MEDIA-07")
  void anyContentEncodingIsRefused(String encoding) {
    assertRefused("Content-Type: application/json", "Content-Encoding: " + encoding);
  }

  private static void assertRefused(String... lines) {
    ObjectNode event = Samples.event();
    HttpAnswer single =
        RawRequest.exchange(
            BACKEND, RawRequest.post(BACKEND, "/api/events", event.toString(), lines));
    assertThat(single.status()).isEqualTo(415);
    assertThat(single.json().path("error").asText()).isNotEmpty();
    HttpAnswer batch =
        RawRequest.exchange(
            BACKEND, RawRequest.post(BACKEND, "/api/events/batch", Samples.batch(event), lines));
    assertThat(batch.status()).isEqualTo(415);
    Traces.assertNone(BACKEND, event);
  }
}
