package dev.spikebench.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// Has the path of a request run a few hundred times as soon as the server answers, so that its
/// code is compiled when the first load comes and not during it: the server posts batches to itself
/// whose events it refuses, each for one word. They go the whole way through socket, parser,
/// validation and answer and leave no trace, no row, no message and no count. What it gave, and
/// that rehearsing the writer too gave nothing more, is in `docs/performance.md`.
final class Rehearsal {
  /// Compiled is what was called 200 times (the virtual machine's `Tier3InvocationThreshold`).
  static final int ROUNDS = 220;

  /// No event may have this status.
  static final String REFUSED_STATUS = "rehearsed";

  /// A moment for whoever waits for the start: their first request comes before ours.
  private static final long DELAY_MS = 100;

  private Rehearsal() {}

  /// Begins a moment later, on a thread of its own. That it fails changes nothing: then the server
  /// is stopping, or too busy with others to need it.
  static void start(InetSocketAddress server) {
    Thread.ofPlatform().daemon().name("rehearsal").start(() -> run(server));
  }

  private static void run(InetSocketAddress server) {
    try {
      TimeUnit.MILLISECONDS.sleep(DELAY_MS);
      post(server);
    } catch (IOException e) {
      // As said above.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Posts the batches, each when the last was answered.
  ///
  /// @return the last answer with its head
  /// @throws IOException where the server does not answer
  static String post(InetSocketAddress server) throws IOException {
    String batch = "{\"events\":[" + event(1) + "," + event(2) + "]}";
    String answer = "";
    try (RehearsalClient client = RehearsalClient.connect(server, batch)) {
      for (int round = 0; round < ROUNDS; round++) {
        answer = client.exchange();
      }
    }
    return answer;
  }

  private static String event(int number) {
    return "{\"event_id\":\"rehearsal-"
        + number
        + "\",\"session_id\":\"rehearsal\",\"agent_type\":\"rehearsal\",\"event_type\":\"tool_use\","
        + "\"tool_name\":\"rehearsal\",\"status\":\""
        + REFUSED_STATUS
        + "\",\"tokens_in\":12,\"tokens_out\":57,\"branch\":\"main\",\"project\":\"rehearsal\","
        + "\"duration_ms\":42,\"client_timestamp\":\"2026-01-31T12:00:00.000Z\","
        + "\"metadata\":{\"source\":\"rehearsal\",\"index\":"
        + number
        + "}}";
  }
}
