package dev.spikebench.server;

import static dev.spikebench.server.raw.Requests.EVENT;
import static dev.spikebench.server.raw.Requests.get;
import static dev.spikebench.server.raw.Requests.post;
import static dev.spikebench.server.raw.Requests.postHead;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.server.raw.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerProcessIT {
  @TempDir private Path folder;

  @Test
  void theReadyLineNamesTheAddressAndNothingElseIsPrinted() throws InterruptedException {
    try (ServerProcess server = start()) {
      int port = server.awaitPort();
      try (RawClient client = RawClient.connect(port)) {
        assertThat(client.send(post("/api/events", EVENT)).read().status()).isEqualTo(201);
      }
      server.terminate();

      assertThat(server.awaitExit()).isIn(0, 143);
      assertThat(server.restOfOutput()).isEmpty();
      assertThat(server.restOfErrors()).isEmpty();
      assertThat(folder.resolve("data/ingest.db")).isNotEmptyFile();
      assertThat(folder.resolve("data/ingest.db-wal")).doesNotExist();
    }
  }

  @Test
  void whatWasAcknowledgedIsThereAfterARestart() throws InterruptedException {
    try (ServerProcess first = start()) {
      try (RawClient client = RawClient.connect(first.awaitPort())) {
        for (int i = 0; i < 100; i++) {
          assertThat(client.send(post("/api/events", EVENT)).read().status()).isEqualTo(201);
        }
      }
      first.terminate();
      assertThat(first.awaitExit()).isIn(0, 143);
    }
    try (ServerProcess second = start();
        RawClient client = RawClient.connect(second.awaitPort())) {
      assertThat(client.send(get("/api/stats")).read().body()).startsWith("{\"total_events\":100,");
    }
  }

  @Test
  void neitherASubscriberNorAHalfSentRequestHoldsUpTheEnd() throws InterruptedException {
    try (ServerProcess server = start()) {
      int port = server.awaitPort();
      try (RawClient subscriber = RawClient.connect(port);
          RawClient halfSent = RawClient.connect(port);
          RawClient halfHead = RawClient.connect(port);
          RawClient idle = RawClient.connect(port)) {
        subscriber.send(get("/api/stream")).readWithoutBody();
        halfSent.send(postHead("/api/events", 100) + "{");
        halfHead.send("POST /api/ev");
        idle.send(get("/api/health")).read();
        server.terminate();

        assertThat(server.awaitExit()).isIn(0, 143);
        assertThat(subscriber.awaitEnd()).isIn("EOF", "RESET");
      }
    }
  }

  @Test
  void flagsWinOverVariables() {
    Path database = folder.resolve("by-flag.db");
    try (ServerProcess server =
            ServerProcess.start(
                folder,
                Map.of("INGEST_DB_PATH", "by-variable.db", "INGEST_WRITE_STRATEGY", "group"),
                "--db-path=" + database,
                "--write-strategy",
                "per-batch");
        RawClient client = RawClient.connect(server.awaitPort())) {
      assertThat(client.send(get("/api/health")).read().body())
          .contains("\"write_strategy\":\"per-batch\"");
      assertThat(database).exists();
      assertThat(folder.resolve("by-variable.db")).doesNotExist();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "INGEST_PORT, 65536",
    "INGEST_PORT, http",
    "INGEST_HOST, nowhere.invalid",
    "INGEST_HOST, 192.0.2.1",
    "INGEST_SYNCHRONOUS, normal",
    "INGEST_QUEUE_LIMIT, 0",
    "INGEST_ALLOW_ORIGIN, *",
  })
  void aValueThatCanNotBeUsedStopsTheStart(String name, String value) throws InterruptedException {
    assertRefused(Map.of(name, value), name);
  }

  @Test
  void aPortInUseStopsTheStart() throws InterruptedException, IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());
      assertRefused(Map.of("INGEST_PORT", port), "port " + port);
    }
  }

  @Test
  void aDatabaseThatIsNoneStopsTheStart() throws InterruptedException, IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "no database ".repeat(1000));
    assertRefused(Map.of("INGEST_DB_PATH", file.toString()), "notes.txt");
    assertRefused(Map.of("INGEST_DB_PATH", folder.toString()), folder.toString());
  }

  @Test
  void anUnknownFlagStopsTheStart() throws InterruptedException {
    try (ServerProcess server = ServerProcess.start(folder, Map.of(), "--prot", "1")) {
      List<String> errors = server.restOfErrors();

      assertThat(server.awaitExit()).isEqualTo(2);
      assertThat(errors).singleElement().asString().contains("--prot", "--port");
    }
  }

  @Test
  void helpAndVersionArePrinted() throws InterruptedException {
    try (ServerProcess help = ServerProcess.start(folder, Map.of(), "--help");
        ServerProcess version = ServerProcess.start(folder, Map.of(), "--version")) {
      assertThat(String.join("\n", help.restOfOutput()))
          .contains("--db-path", "INGEST_DB_PATH", "Examples:");
      assertThat(version.outputLine())
          .startsWith("spikebench-server ")
          .doesNotContain("development");
      assertThat(help.awaitExit()).isZero();
      assertThat(version.awaitExit()).isZero();
    }
  }

  private ServerProcess start() {
    return ServerProcess.start(folder, Map.of());
  }

  private void assertRefused(Map<String, String> environment, String named)
      throws InterruptedException {
    try (ServerProcess server = ServerProcess.start(folder, environment)) {
      List<String> errors = server.restOfErrors();

      assertThat(server.awaitExit()).isEqualTo(2);
      assertThat(errors).singleElement().asString().contains(named);
      assertThat(server.restOfOutput()).isEmpty();
    }
  }
}
