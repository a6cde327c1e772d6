package dev.spikebench.parity.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.parity.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Values with which the backend must not start.
class RefusedConfigurationIT {
  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+1000", " 1000", "1000 ", "1000.0", "1e3", "0x3e8", "1_000", "1000ms", "１０００", "-1"
      })
  @Rule({"CONFIG-20", "CONFIG-23"})
  void numbersAreDecimalDigitsAlone(String text) throws IOException {
    assertRefused("INGEST_SWEEP_MS", text);
  }

  @ParameterizedTest
  @CsvSource({
    "INGEST_SYNCHRONOUS, normal",
    "INGEST_SYNCHRONOUS, EXTRA",
    "INGEST_SYNCHRONOUS, 2",
    "INGEST_WRITE_STRATEGY, Group",
    "INGEST_WRITE_STRATEGY, per_event"
  })
  @Rule({"CONFIG-12", "CONFIG-13", "CONFIG-21", "CONFIG-23"})
  void wordsAreCaseSensitive(String variable, String word) throws IOException {
    assertRefused(variable, word);
  }

  @ParameterizedTest
  @CsvSource({
    "INGEST_ALLOW_ORIGIN, *",
    "INGEST_ALLOW_ORIGIN, null",
    "INGEST_ALLOW_ORIGIN, 'http://a.example,*'",
    "INGEST_ALLOW_ORIGIN, a.example",
    "INGEST_ALLOW_ORIGIN, http://a.example/path",
    "INGEST_ALLOW_HOST, http://a.example",
    "INGEST_ALLOW_HOST, a b"
  })
  @Rule({"CONFIG-15", "CONFIG-16", "CONFIG-23"})
  void whatIsNoOriginOrHostIsRefused(String variable, String text) throws IOException {
    assertRefused(variable, text);
  }

  @ParameterizedTest
  @CsvSource({
    "INGEST_PORT, 65536",
    "INGEST_MAX_PAYLOAD_KB, 0",
    "INGEST_MAX_PAYLOAD_KB, 1025",
    "INGEST_MAX_BODY_KB, 0",
    "INGEST_MAX_BODY_KB, 65537",
    "INGEST_MAX_PENDING_MB, 0",
    "INGEST_MAX_PENDING_MB, 4097",
    "INGEST_SESSION_TIMEOUT_S, 0",
    "INGEST_SESSION_TIMEOUT_S, 2000001",
    "INGEST_SWEEP_MS, 249",
    "INGEST_SWEEP_MS, 86400001",
    "INGEST_STATS_INTERVAL_MS, 249",
    "INGEST_STATS_INTERVAL_MS, 86400001",
    "INGEST_MAX_SSE_CLIENTS, 0",
    "INGEST_MAX_SSE_CLIENTS, 10001",
    "INGEST_SSE_HEARTBEAT_MS, 999",
    "INGEST_SSE_HEARTBEAT_MS, 86400001",
    "INGEST_QUEUE_LIMIT, 0",
    "INGEST_QUEUE_LIMIT, 100001",
    "INGEST_QUEUE_LIMIT, 18446744073709551617"
  })
  @Rule("CONFIG-24")
  void numbersOutOfTheirRangeAreRefused(String variable, String number) throws IOException {
    assertRefused(variable, number);
  }

  @Test
  @Rule("CONFIG-25")
  void aDatabaseThatCannotBeOpenedIsRefused() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("directory"));
    Path file = Files.writeString(folder.resolve("file"), "no database, but more than a few bytes");

    for (Path path : new Path[] {directory, file, file.resolve("ingest.db")}) {
      try (StartAttempt attempt =
          StartAttempt.in(folder, Map.of("INGEST_PORT", "0", "INGEST_DB_PATH", path.toString()))) {
        assertThat(attempt.exitCode()).as(path.toString()).isEqualTo(2);
        assertThat(attempt.errorLines()).as(path.toString()).hasSize(1);
        assertThat(attempt.outputLines()).as(path.toString()).isEmpty();
      }
    }
    assertThat(file).hasContent("no database, but more than a few bytes");
  }

  private void assertRefused(String variable, String value) throws IOException {
    Path database = folder.resolve("ingest.db");
    Map<String, String> environment = new HashMap<>();
    environment.put("INGEST_PORT", "0");
    environment.put("INGEST_DB_PATH", database.toString());
    environment.put(variable, value);
    try (StartAttempt attempt = StartAttempt.in(folder, environment)) {
      assertThat(attempt.exitCode()).isEqualTo(2);
      assertThat(attempt.errorLines()).singleElement().asString().contains(variable);
      assertThat(attempt.outputLines()).isEmpty();
      assertThat(Files.exists(database)).isFalse();
    }
  }
}
