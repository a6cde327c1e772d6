package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import dev.spikebench.parity.client.HttpAnswer;
import dev.spikebench.parity.client.RawConnection;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostIT {
  private static final BackendFixture BACKEND = BackendFixture.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com",
        "example.com:80",
        "localhost.example.com",
        "xlocalhost",
        "localhost.localdomain",
        "127.0.0.1.example.com",
        "192.168.0.1",
        "10.0.0.1:3141",
        "0.0.0.0",
        "[::2]",
        "[2001:db8::1]:80",
        "128.0.0.1"
      })
  @Rule({"HOST-01", "ERROR-02"})
  void foreignHostIsRefusedOnEveryEndpoint(String host) {
    for (String target : List.of("/api/health", "/api/events", "/api/stats", "/api/stream")) {
      HttpAnswer answer = withHost(BACKEND, host, target);
      assertThat(answer.status()).as(target).isEqualTo(403);
      assertThat(answer.json().path("error").asText()).isNotEmpty();
    }
  }

  @Test
  @Rule("HOST-01")
  void eventSentToAForeignHostLeavesNothing() {
    ObjectNode event = Samples.event();
    String body = event.toString();
    String request =
        RawRequest.headTo(
                "example.com",
                "POST",
                "/api/events",
                "Content-Type: application/json",
                "Content-Length: " + body.length())
            + body;
    assertThat(RawRequest.exchange(BACKEND, request).status()).isEqualTo(403);
    Traces.assertNone(BACKEND, event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:1",
        "LOCALHOST",
        "LocalHost:65535",
        "127.0.0.1:1",
        "[::1]:9"
      })
  @Rule({"HOST-02", "HOST-05", "HOST-06", "HOST-07"})
  void hostIsComparedWithoutItsPortAndInAnyLetterCase(String host) {
    assertThat(withHost(BACKEND, host, "/api/health").status()).isEqualTo(200);
  }

  @Test
  @Rule({"HOST-03", "HOST-01"})
  void namesThatWouldResolveToThisMachineAreRefusedAsAnyOther() throws UnknownHostException {
    List<String> names =
        new ArrayList<>(
            List.of(
                "ip6-localhost",
                "ip6-loopback",
                "127.1",
                "127.0.1",
                "2130706433",
                "0x7f000001",
                "0x7f.0.0.1",
                "0177.0.0.1",
                "localtest.me",
                "no-such-name.invalid"));
    String own = InetAddress.getLocalHost().getHostName();
    if (!own.equalsIgnoreCase("localhost")) {
      names.add(own);
    }
    for (String name : names) {
      assertThat(withHost(BACKEND, name, "/api/health").status()).as(name).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1", "127.0.0.2", "127.255.255.254", "127.1.2.3:3141"})
  @Rule("HOST-06")
  void loopbackAddressesOfVersionFourPass(String host) {
    assertThat(withHost(BACKEND, host, "/api/health").status()).isEqualTo(200);
  }

  @Test
  @Rule("HOST-07")
  void loopbackAddressOfVersionSixPasses() {
    assertThat(withHost(BACKEND, "[::1]", "/api/health").status()).isEqualTo(200);
  }

  @Test
  @Rule({"HOST-04", "HOST-08", "HOST-02"})
  void bindAddressAndAllowedNamesPassAndNoOthers() {
    Map<String, String> environment =
        Map.of("INGEST_HOST", "127.0.0.1", "INGEST_ALLOW_HOST", "dash.example,Other.Example");
    try (BackendFixture backend = BackendFixture.start(environment)) {
      for (String host :
          List.of("127.0.0.1", "dash.example", "DASH.example:8080", "other.example", "localhost")) {
        assertThat(withHost(backend, host, "/api/health").status()).as(host).isEqualTo(200);
      }
      for (String host : List.of("example", "x.dash.example", "dash.example.x", "10.0.0.1")) {
        assertThat(withHost(backend, host, "/api/health").status()).as(host).isEqualTo(403);
      }
    }
  }

  @Test
  @Rule("HOST-09")
  void ipLiteralsPassWhereTheBindAddressIsAWildcard() {
    try (BackendFixture backend = BackendFixture.start(Map.of("INGEST_HOST", "0.0.0.0"))) {
      for (String host :
          List.of("10.1.2.3", "192.168.0.7:3141", "[2001:db8::1]", "[fe80::1]:80", "0.0.0.0")) {
        assertThat(withHost(backend, host, "/api/health").status()).as(host).isEqualTo(200);
      }
      for (String host : List.of("example.com", "10.0.0.1.example.com", "1234", "10.1.2.3.4")) {
        assertThat(withHost(backend, host, "/api/health").status()).as(host).isEqualTo(403);
      }
    }
  }

  @Test
  @Rule("HOST-10")
  void oldRequestWithoutAHostPasses() {
    try (RawConnection connection = BACKEND.raw()) {
      connection.write("GET /api/health HTTP/1.0\r\n\r\n");
      assertThat(connection.readAnswer().answer().status()).isEqualTo(200);
    }
  }

  @Test
  @Rule("HOST-01")
  void oldRequestWithAForeignHostIsRefused() {
    try (RawConnection connection = BACKEND.raw()) {
      connection.write("GET /api/health HTTP/1.0\r\nHost: example.com\r\n\r\n");
      assertThat(connection.readAnswer().answer().status()).isEqualTo(403);
    }
  }

  private static HttpAnswer withHost(BackendFixture backend, String host, String target) {
    return RawRequest.exchange(backend, RawRequest.headTo(host, "GET", target));
  }
}
