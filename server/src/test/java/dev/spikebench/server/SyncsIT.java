package dev.spikebench.server;

import static dev.spikebench.server.raw.Requests.EVENT;
import static dev.spikebench.server.raw.Requests.get;
import static dev.spikebench.server.raw.Requests.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spikebench.server.raw.RawClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What durability costs: one sync for each group, however many requests and events are in it, and
/// none where it is not asked for. Few events are sent, so that no checkpoint falls into the time.
class SyncsIT {
  private static final Pattern GROUPS = Pattern.compile("\"groups_committed\":(\\d+)");
  private static final int CONNECTIONS = 20;
  private static final int ROUNDS = 2;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"group", "per-batch"})
  void underFullAGroupPaysOneSync(String strategy) throws Exception {
    try (ServerProcess server = start("FULL", strategy)) {
      int port = server.awaitPort();
      RawClient client = RawClient.connect(port);
      // The first one also syncs the head of the new log.
      assertThat(client.send(post("/api/events", EVENT)).read().status()).isEqualTo(201);
      try (SystemCallTrace trace = SystemCallTrace.ofSyncs(server.pid(), folder)) {
        long before = groups(client);
        sendTogether(port);
        long committed = groups(client) - before;

        assertThat(committed).isBetween(1L, (long) CONNECTIONS * ROUNDS);
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(trace.syncsOf("ingest.db-wal")).isEqualTo(committed));
        assertThat(trace.syncsOf("ingest.db")).isZero();
      }
    }
  }

  @Test
  void underNormalNoCommitWaitsForTheDisk() throws Exception {
    try (ServerProcess server = start("NORMAL", "group")) {
      int port = server.awaitPort();
      RawClient client = RawClient.connect(port);
      assertThat(client.send(post("/api/events", EVENT)).read().status()).isEqualTo(201);
      try (SystemCallTrace trace = SystemCallTrace.ofSyncs(server.pid(), folder)) {
        sendTogether(port);
        assertThat(groups(client)).isGreaterThan(1);
        assertThat(trace.syncsOf("ingest.db-wal")).isZero();
      }
    }
  }

  /// Each connection sends, then all answers are read, so that requests wait together.
  private static void sendTogether(int port) {
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        clients.add(RawClient.connect(port));
      }
      for (int round = 0; round < ROUNDS; round++) {
        clients.forEach(client -> client.send(post("/api/events", EVENT)));
        clients.forEach(client -> assertThat(client.read().status()).isEqualTo(201));
      }
    } finally {
      clients.forEach(RawClient::close);
    }
  }

  private static long groups(RawClient client) {
    String health = client.send(get("/api/health")).read().body();
    Matcher groups = GROUPS.matcher(health);
    assertThat(groups.find()).as(health).isTrue();
    return Long.parseLong(groups.group(1));
  }

  private ServerProcess start(String synchronous, String strategy) {
    return ServerProcess.start(
        folder,
        Map.of(
            "INGEST_DB_PATH", folder.resolve("ingest.db").toString(),
            "INGEST_SYNCHRONOUS", synchronous,
            "INGEST_WRITE_STRATEGY", strategy));
  }
}
