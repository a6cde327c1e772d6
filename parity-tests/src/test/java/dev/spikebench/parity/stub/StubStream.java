package dev.spikebench.parity.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.spikebench.parity.client.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The stub's event stream. Each subscriber has a thread, which learns that it is gone by writing a
/// comment now and then.
final class StubStream {
  private static final int COMMENT_PERIOD_MS = 10;

  private final Set<Fault> faults;
  private final List<BlockingQueue<String>> subscribers = new CopyOnWriteArrayList<>();
  private final AtomicInteger everSeen = new AtomicInteger();

  StubStream(Set<Fault> faults) {
    this.faults = faults;
  }

  int count() {
    if (faults.contains(Fault.SUBSCRIBERS_ARE_NOT_COUNTED)) {
      return 0;
    }
    if (faults.contains(Fault.SUBSCRIBERS_ARE_ALWAYS_FIVE)) {
      return 5;
    }
    boolean forgets = !faults.contains(Fault.SUBSCRIBERS_ARE_NEVER_FORGOTTEN);
    return forgets ? subscribers.size() : everSeen.get();
  }

  void stored(ObjectNode row) {
    if (faults.contains(Fault.STREAM_WITHOUT_EVENTS)) {
      return;
    }
    if (faults.contains(Fault.STREAM_EVENT_WITHOUT_ID)) {
      row.remove("id");
    }
    ObjectNode message = Json.object().put("type", "event");
    message.set("payload", row);
    subscribers.forEach(queue -> queue.add(frame(message)));
  }

  /// Serves one subscriber until it is gone.
  void serve(HttpExchange exchange) throws IOException {
    BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    boolean json = faults.contains(Fault.STREAM_IS_JSON);
    exchange
        .getResponseHeaders()
        .set("Content-Type", json ? "application/json" : "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    subscribers.add(queue);
    everSeen.incrementAndGet();
    if (!faults.contains(Fault.STREAM_WITHOUT_CONNECTED)) {
      queue.add(frame(connected()));
    }
    try (OutputStream body = exchange.getResponseBody()) {
      while (true) {
        String frame = queue.poll(COMMENT_PERIOD_MS, TimeUnit.MILLISECONDS);
        body.write((frame == null ? ": here\n" : frame).getBytes(StandardCharsets.UTF_8));
        body.flush();
      }
    } catch (IOException gone) {
      // The only way this stream ends.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      subscribers.remove(queue);
    }
  }

  private JsonNode connected() {
    ObjectNode message = Json.object().put("type", "connected");
    boolean timeless = faults.contains(Fault.CONNECTED_WITHOUT_TIMESTAMP);
    return timeless ? message : message.put("timestamp", Instant.now().toString());
  }

  private static String frame(JsonNode message) {
    return "data: " + Json.text(message) + "\n\n";
  }
}
