package dev.spikebench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spikebench.server.config.ServerConfigs;
import dev.spikebench.server.raw.Requests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RehearsalTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::1"})
  void goesThroughValidationAndIsRefusedForTheOneWord(String host) throws IOException {
    try (IngestServer server = start(host)) {
      String answer = Rehearsal.post(server.address());

      assertThat(answer).startsWith("HTTP/1.1 201 ").contains("\"received\":0");
      assertThat(answer.split("status: ", -1)).as("errors in %s", answer).hasSize(3);
      assertThat(answer.split("\",\"", -1)).as("errors in %s", answer).hasSize(1);
    }
  }

  @Test
  void leavesNoTrace() throws IOException {
    try (TestServer server = TestServer.start(folder)) {
      Rehearsal.post(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));

      assertThat(server.exchange(Requests.get("/api/stats")).body())
          .contains("\"total_events\":0")
          .doesNotContain("rehears");
      assertThat(server.exchange(Requests.get("/api/events")).body()).doesNotContain("rehears");
      assertThat(server.exchange(Requests.get("/api/sessions")).body()).doesNotContain("rehears");
    }
  }

  @Test
  void aServerThatIsGoneIsAnErrorAndNotAWait() throws IOException {
    InetSocketAddress address;
    try (IngestServer server = start("127.0.0.1")) {
      address = server.address();
    }
    assertThatThrownBy(() -> Rehearsal.post(address)).isInstanceOf(IOException.class);
  }

  private IngestServer start(String host) {
    return IngestServer.start(
        ServerConfigs.fromEnvironment(
            Map.of(
                "INGEST_HOST",
                host,
                "INGEST_PORT",
                "0",
                "INGEST_DB_PATH",
                folder.resolve("ingest.db").toString()),
            Map.of()));
  }
}
