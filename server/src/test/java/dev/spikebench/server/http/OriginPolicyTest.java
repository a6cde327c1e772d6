package dev.spikebench.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginPolicyTest {
  private final OriginPolicy policy = new OriginPolicy(Set.of("https://app.test"));

  @ParameterizedTest
  @CsvSource({
    "http://localhost:3141, localhost:3141",
    "HTTP://LocalHost:3141, localhost:3141",
    "http://localhost, localhost:80",
    "http://localhost:80, LOCALHOST",
    "http://[::1]:3141, [::1]:3141",
    "https://app.test, localhost:3141",
    "https://app.test:443, localhost:3141",
  })
  void thisServerAndTheListPass(String origin, String host) {
    assertThat(policy.allows(origin, host)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "null, localhost:3141",
    "http://localhost:3142, localhost:3141",
    "https://localhost:3141, localhost:3141",
    "http://localhost, localhost:3141",
    "http://evil.test, localhost:3141",
    "http://localhost:3141.evil.test, localhost:3141",
    "http://app.test, localhost:3141",
    "https://app.test:8443, localhost:3141",
    "'', localhost:3141",
  })
  void foreignOnesDoNot(String origin, String host) {
    assertThat(policy.allows(origin, host)).isFalse();
  }

  @Test
  void withoutHostOnlyTheListCounts() {
    assertThat(policy.allows("http://localhost", null)).isFalse();
    assertThat(policy.allows("https://app.test", null)).isTrue();
  }
}
