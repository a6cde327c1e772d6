package dev.spikebench.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPolicyTest {
  private final HostPolicy loopback =
      new HostPolicy("127.0.0.1", false, Set.of("ingest.test", "[fe80::1]"));
  private final HostPolicy wildcard = new HostPolicy("0.0.0.0", true, Set.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:3141",
        "127.1.2.3",
        "127.255.255.255:1",
        "localhost",
        "LOCALHOST:3141",
        "localhost:",
        "[::1]",
        "[::1]:3141",
        "ingest.test",
        "Ingest.Test:80",
        "[FE80::1]:3141"
      })
  void ownNamesPass(String host) {
    assertThat(loopback.allows(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.test",
        "localhost.evil.test",
        "evil.test:3141",
        "127.0.0.1.evil.test",
        "127.0.0",
        "127.0.0.256",
        "128.0.0.1",
        "10.0.0.1",
        "::1",
        "[::2]",
        "[::1",
        "localhost:port",
        "localhost:1:2",
        "user@localhost",
        "localhost, evil.test",
        "xlocalhost",
        "localhost."
      })
  void otherNamesDoNot(String host) {
    assertThat(loopback.allows(host)).isFalse();
  }

  @Test
  void aRequestWithoutHostPasses() {
    assertThat(loopback.allows(null)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.2.3", "192.168.0.7:3141", "[2001:db8::7]:80", "0.0.0.0", "[::]"})
  void aWildcardBindTakesAnyAddress(String host) {
    assertThat(wildcard.allows(host)).isTrue();
    assertThat(loopback.allows(host)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.test", "1.2.3", "1.2.3.4.5", "1.2.3.4a", "[nonsense]", "[1.2.3.4]"})
  void aWildcardBindTakesNoName(String host) {
    assertThat(wildcard.allows(host)).isFalse();
  }

  @Test
  void theBindAddressPassesAsConfigured() {
    assertThat(new HostPolicy("My-Host", false, Set.of()).allows("my-host:9")).isTrue();
    assertThat(new HostPolicy("fe80::2", false, Set.of()).allows("[fe80::2]:9")).isTrue();
  }
}
