package dev.spikebench.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerConfigsTest {
  private static final ServerConfig DEFAULTS =
      new ServerConfig(
          "127.0.0.1",
          3141,
          Path.of("./data/ingest.db"),
          10 * 1024,
          1024 * 1024,
          64L * 1024 * 1024,
          Duration.ofSeconds(300),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          50,
          Duration.ofSeconds(30),
          Synchronous.NORMAL,
          WriteStrategy.GROUP,
          1024,
          Set.of(),
          Set.of());

  @Test
  void everyVariableHasItsDefault() {
    assertThat(read(Map.of())).isEqualTo(DEFAULTS);
  }

  @Test
  void everyVariableHasItsPlace() {
    assertThat(read(allVariables())).isEqualTo(ALL);
  }

  @Test
  void everyFlagHasItsPlaceAndWins() {
    Map<String, String> environment = new HashMap<>();
    for (ConfigVariable variable : ConfigVariable.values()) {
      environment.put(variable.name(), "not used, *");
    }

    assertThat(ServerConfigs.fromEnvironment(environment, allVariables())).isEqualTo(ALL);
  }

  @Test
  void anEmptyValueCountsAsUnset() {
    Map<String, String> empty = new HashMap<>();
    for (ConfigVariable variable : ConfigVariable.values()) {
      empty.put(variable.name(), "");
    }

    assertThat(ServerConfigs.fromEnvironment(empty, empty)).isEqualTo(DEFAULTS);
    assertThat(ServerConfigs.fromEnvironment(Map.of("INGEST_PORT", "1"), empty).port())
        .isEqualTo(1);
  }

  @Test
  void otherVariablesAreIgnored() {
    assertThat(read(Map.of("PATH", "/bin", "INGEST_OTHER", "x", "ingest_port", "x")))
        .isEqualTo(DEFAULTS);
  }

  @Test
  void flagsAreNamedAfterTheVariables() {
    assertThat(ConfigVariable.INGEST_PORT.flag()).isEqualTo("--port");
    assertThat(ConfigVariable.INGEST_DB_PATH.flag()).isEqualTo("--db-path");
    assertThat(ConfigVariable.INGEST_MAX_PAYLOAD_KB.flag()).isEqualTo("--max-payload-kb");
    assertThat(ConfigVariable.INGEST_SESSION_TIMEOUT_S.flag()).isEqualTo("--session-timeout-s");
  }

  @ParameterizedTest
  @EnumSource(ConfigVariable.class)
  void everyDefaultIsAValueThatMayBeGiven(ConfigVariable variable) {
    Map<String, String> given =
        variable.defaultText().isEmpty()
            ? Map.of()
            : Map.of(variable.name(), variable.defaultText());

    assertThat(read(given)).isEqualTo(DEFAULTS);
  }

  @ParameterizedTest
  @CsvSource({
    "INGEST_PORT, 0, 65535",
    "INGEST_MAX_PAYLOAD_KB, 1, 1024",
    "INGEST_MAX_BODY_KB, 1, 65536",
    "INGEST_MAX_PENDING_MB, 1, 4096",
    "INGEST_SESSION_TIMEOUT_S, 1, 2000000",
    "INGEST_SWEEP_MS, 250, 86400000",
    "INGEST_STATS_INTERVAL_MS, 250, 86400000",
    "INGEST_MAX_SSE_CLIENTS, 1, 10000",
    "INGEST_SSE_HEARTBEAT_MS, 1000, 86400000",
    "INGEST_QUEUE_LIMIT, 1, 100000"
  })
  void numbersReachFromTheFirstToTheLastOfTheirRange(String variable, long first, long last) {
    for (long inside : new long[] {first, first + 1, last - 1, last}) {
      assertThat(read(Map.of(variable, String.valueOf(inside)))).isNotNull();
    }
    for (String outside :
        new String[] {
          String.valueOf(first - 1), String.valueOf(last + 1), "99999999999999999999"
        }) {
      assertThatThrownBy(() -> read(Map.of(variable, outside)))
          .isInstanceOf(ConfigException.class)
          .hasMessage(
              "%s: \"%s\" can't be used; expected a whole number from %d to %d, decimal digits"
                  + " alone",
              variable, outside, first, last);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " 80",
        "80 ",
        "+80",
        "-1",
        "8_0",
        "8.0",
        "8e1",
        "0x50",
        "８０",
        "٣",
        "1,000",
        "80\n",
        "port",
        "1099511627776",
        "-0"
      })
  void numbersAreDecimalDigitsAlone(String text) {
    assertThatThrownBy(() -> read(Map.of("INGEST_PORT", text)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("INGEST_PORT: ")
        .hasMessageEndingWith(
            "can't be used; expected a whole number from 0 to 65535, decimal digits alone");
  }

  @Test
  void leadingZerosAreDigits() {
    assertThat(read(Map.of("INGEST_PORT", "0000000000000000000080")).port()).isEqualTo(80);
    assertThat(read(Map.of("INGEST_PORT", "00")).port()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "INGEST_SYNCHRONOUS, normal",
    "INGEST_SYNCHRONOUS, Full",
    "INGEST_SYNCHRONOUS, EXTRA",
    "INGEST_SYNCHRONOUS, 1",
    "INGEST_SYNCHRONOUS, 'OFF '",
    "INGEST_WRITE_STRATEGY, GROUP",
    "INGEST_WRITE_STRATEGY, per_event",
    "INGEST_WRITE_STRATEGY, PER_BATCH",
    "INGEST_WRITE_STRATEGY, group-commit"
  })
  void wordsAreTakenAsTheyAreWritten(String variable, String word) {
    assertThatThrownBy(() -> read(Map.of(variable, word)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(variable + ": \"" + word + "\" can't be used; expected ");
  }

  @Test
  void everyWordIsAccepted() {
    for (Synchronous synchronous : Synchronous.values()) {
      assertThat(read(Map.of("INGEST_SYNCHRONOUS", synchronous.name())).synchronous())
          .isEqualTo(synchronous);
    }
    for (String word : new String[] {"per-event", "per-batch", "group"}) {
      assertThat(read(Map.of("INGEST_WRITE_STRATEGY", word)).writeStrategy().text())
          .isEqualTo(word);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, localhost",
    "LocalHost, LocalHost",
    "0.0.0.0, 0.0.0.0",
    "::, ::",
    "[::1], ::1",
    "fe80::1%eth0, fe80::1%eth0",
    "my_box.example.org, my_box.example.org"
  })
  void theBindAddressStaysAsConfiguredWithoutBrackets(String text, String host) {
    assertThat(read(Map.of("INGEST_HOST", text)).host()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "a b",
        "http://localhost",
        "localhost:80",
        "127.0.0.1:80",
        "[::1]:80",
        "256.0.0.1",
        "1.2.3",
        "1.2.3.4.5",
        "[127.0.0.1]",
        "[localhost]",
        ":::",
        "1:2:3",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "-a",
        "a-",
        "a..b",
        ".a",
        "*",
        "a/b",
        "ü",
        "12345::",
        "[",
        "[]",
        "::1%"
      })
  void whatIsNoHostIsRefused(String text) {
    assertThatThrownBy(() -> read(Map.of("INGEST_HOST", text))).isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> read(Map.of("INGEST_ALLOW_HOST", "ok.example," + text)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("INGEST_ALLOW_HOST: \"" + text.strip() + "\"");
  }

  @Test
  void allowedHostsAreComparableWithHostHeaders() {
    String list = "Box.Example, ::1,[FE80::A],10.0.0.1 ,::ffff:1.2.3.4,a.,1:2:3:4:5:6:7:8";

    assertThat(read(Map.of("INGEST_ALLOW_HOST", list)).allowedHosts())
        .containsExactlyInAnyOrder(
            "box.example",
            "[::1]",
            "[fe80::a]",
            "10.0.0.1",
            "[::ffff:1.2.3.4]",
            "a.",
            "[1:2:3:4:5:6:7:8]");
  }

  @Test
  void allowedOriginsAreComparableWithOriginHeaders() {
    String list =
        "HTTP://Example.org:80,https://example.org:443 ,"
            + " https://example.org:8443,http://[::1]:5173,vscode-webview://abc,http://example.org";

    assertThat(read(Map.of("INGEST_ALLOW_ORIGIN", list)).allowedOrigins())
        .containsExactlyInAnyOrder(
            "http://example.org",
            "https://example.org",
            "https://example.org:8443",
            "http://[::1]:5173",
            "vscode-webview://abc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "example.org",
        "http:",
        "http://",
        "http:///",
        "http://a/",
        "http://a/b",
        "http://a?b",
        "http://a#b",
        "http://u@a",
        "http://a:",
        "http://a:0",
        "http://a:65536",
        "http://a:999999",
        "http://a:8x",
        "//a",
        "http://*.a",
        "http://a b",
        "1http://a",
        "",
        " ",
        "http://::1",
        "http://[::1",
        "http://a,"
      })
  void whatIsNoOriginIsRefused(String text) {
    String list = "http://ok.example," + text;

    assertThatThrownBy(() -> read(Map.of("INGEST_ALLOW_ORIGIN", list)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("INGEST_ALLOW_ORIGIN: \"");
  }

  @Test
  void aPathThatTheSystemCannotHaveIsRefused() {
    assertThatThrownBy(() -> read(Map.of("INGEST_DB_PATH", "a\u0000b")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("INGEST_DB_PATH: \"a?b\" can't be used; expected a file path");
  }

  @Test
  void theMessageNamesTheFlagWhereTheFlagIsAtFault() {
    assertThatThrownBy(
            () ->
                ServerConfigs.fromEnvironment(
                    Map.of("INGEST_PORT", "80"), Map.of("INGEST_PORT", "x")))
        .hasMessageStartingWith("--port (INGEST_PORT): \"x\" can't be used; ");
  }

  @Test
  void theMessageIsOneLineOfBoundedLength() {
    ConfigException refusal =
        catchThrowableOfType(
            ConfigException.class,
            () -> read(Map.of("INGEST_PORT", "8\n0\r\u2028\u0085" + "x".repeat(10_000))));

    assertThat(refusal)
        .hasMessageStartingWith("INGEST_PORT: \"8?0???xx")
        .hasMessageContaining("x…\"")
        .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
        .hasSizeLessThan(400)
        .hasLineCount(1);
  }

  private static final ServerConfig ALL =
      new ServerConfig(
          "0.0.0.0",
          8080,
          Path.of("/tmp/x.db"),
          20 * 1024,
          65_536 * 1024,
          4096L * 1024 * 1024,
          Duration.ofSeconds(7),
          Duration.ofMillis(250),
          Duration.ofMillis(251),
          3,
          Duration.ofMillis(1000),
          Synchronous.FULL,
          WriteStrategy.PER_EVENT,
          99,
          Set.of("https://a.example"),
          Set.of("b.example", "c.example"));

  private static Map<String, String> allVariables() {
    return Map.ofEntries(
        Map.entry("INGEST_HOST", "0.0.0.0"),
        Map.entry("INGEST_PORT", "8080"),
        Map.entry("INGEST_DB_PATH", "/tmp/x.db"),
        Map.entry("INGEST_MAX_PAYLOAD_KB", "20"),
        Map.entry("INGEST_MAX_BODY_KB", "65536"),
        Map.entry("INGEST_MAX_PENDING_MB", "4096"),
        Map.entry("INGEST_SESSION_TIMEOUT_S", "7"),
        Map.entry("INGEST_SWEEP_MS", "250"),
        Map.entry("INGEST_STATS_INTERVAL_MS", "251"),
        Map.entry("INGEST_MAX_SSE_CLIENTS", "3"),
        Map.entry("INGEST_SSE_HEARTBEAT_MS", "1000"),
        Map.entry("INGEST_SYNCHRONOUS", "FULL"),
        Map.entry("INGEST_WRITE_STRATEGY", "per-event"),
        Map.entry("INGEST_QUEUE_LIMIT", "99"),
        Map.entry("INGEST_ALLOW_ORIGIN", "https://a.example"),
        Map.entry("INGEST_ALLOW_HOST", "b.example,c.example"));
  }

  private static ServerConfig read(Map<String, String> environment) {
    return ServerConfigs.fromEnvironment(environment, Map.of());
  }
}
