package dev.spikebench.server.http;

import static dev.spikebench.server.raw.Requests.bodyless;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.server.TestServer;
import dev.spikebench.server.raw.RawResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalOrderTest {
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path folder) {
    server =
        TestServer.start(
            folder, "INGEST_MAX_BODY_KB", "1", "INGEST_ALLOW_ORIGIN", "http://ok.test");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// Each line is wrong in more than one way; the status tells which way counts first.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | PATCH | /nope                | Host: evil.test | Origin: http://evil.test | {",
        "404 | PATCH | /nope?limit=x        | Host: localhost | Origin: http://evil.test | {",
        "405 | PATCH | /api/events?limit=x  | Host: localhost | Origin: http://evil.test | {",
        "204 | OPTIONS | /api/events?limit=x | Host: localhost | Origin: http://evil.test | {",
        "403 | POST  | /api/events?limit=x  | Host: localhost | Origin: http://evil.test | {",
        "403 | GET   | /api/stream?agent_type=a&agent_type=b | Host: localhost | Origin: null | ''",
        "400 | GET   | /api/stream?agent_type=a&agent_type=b | Host: localhost | X-None: 1 | ''",
        "400 | GET   | /api/events?limit=x  | Host: localhost | Origin: http://evil.test | {",
        "415 | POST  | /api/events          | Host: localhost | Origin: http://ok.test | {",
        "415 | POST  | /api/events          | Host: localhost | Content-Encoding: identity | {",
        "400 | POST  | /api/events          | Host: localhost | Content-Type: application/json | {",
        "400 | POST  | /api/events          | Host: localhost | Content-Type: application/json |"
            + " []",
        "400 | POST  | /api/events/batch    | Host: localhost | Content-Type: application/json |"
            + " []",
      })
  void theFirstReasonCounts(
      int status, String method, String target, String host, String field, String body) {
    RawResponse response =
        server.exchange(
            method
                + " "
                + target
                + " HTTP/1.1\r\n"
                + host
                + "\r\n"
                + field
                + "\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);

    assertThat(response.status()).isEqualTo(status);
    if (status >= 400) {
      assertThat(response.body()).startsWith("{\"error\":\"");
      assertThat(response.field("Content-Type")).isEqualTo("application/json; charset=utf-8");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "415 | Content-Type: text/plain",
        "413 | Content-Type: application/json",
      })
  void theMediaTypeCountsBeforeTheSize(int status, String type) {
    RawResponse response =
        server.exchange(
            "POST /api/events HTTP/1.1\r\nHost: localhost\r\n"
                + type
                + "\r\nContent-Length: 5000\r\n\r\n");

    assertThat(response.status()).isEqualTo(status);
  }

  @Test
  void refusedMethodsNameTheAllowedOnes() {
    RawResponse response =
        server.exchange("DELETE /api/events/batch HTTP/1.1\r\nHost: localhost\r\n\r\n");

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.field("Allow")).isEqualTo("POST, OPTIONS");
  }

  @Test
  void anAbsoluteTargetIsJudgedByBothItsHosts() {
    assertThat(absolute("localhost", "localhost")).isEqualTo(200);
    assertThat(absolute("localhost", "evil.test")).isIn(400, 403);
    assertThat(absolute("evil.test", "localhost")).isIn(400, 403);
    assertThat(absolute("evil.test", "evil.test")).isEqualTo(403);
  }

  @Test
  void anUnknownTransferCodingIsRefused() {
    RawResponse response =
        server.exchange(bodyless("POST", "/api/events", "Transfer-Encoding: gzip"));

    assertThat(response.status()).isEqualTo(501);
  }

  @Test
  void aRequestOfHttp10NeedsNoHost() {
    assertThat(server.exchange("GET /api/health HTTP/1.0\r\n\r\n").status()).isEqualTo(200);
  }

  private static int absolute(String targetHost, String hostField) {
    return server
        .exchange(
            "GET http://" + targetHost + "/api/health HTTP/1.1\r\nHost: " + hostField + "\r\n\r\n")
        .status();
  }
}
