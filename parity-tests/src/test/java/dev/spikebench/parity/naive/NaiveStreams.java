package dev.spikebench.parity.naive;

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

/// Subscribers, each with a thread and a queue. Thread-safe.
final class NaiveStreams {
  private static final int COMMENT_PERIOD_MS = 50;

  private static final String END = ": the end\n";

  private final Set<Switch> on;
  private final NaiveJson json;
  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

  /// One subscriber.
  private record Subscriber(NaiveQuery query, BlockingQueue<String> frames) {}

  NaiveStreams(Set<Switch> on, NaiveJson json) {
    this.on = on;
    this.json = json;
  }

  /// Ends all, as the end of the process would.
  void end() {
    subscribers.forEach(subscriber -> subscriber.frames().add(END));
  }

  int count() {
    return subscribers.size();
  }

  void tellOfSweep() {
    ObjectNode message = Json.object().put("type", "session_update");
    message.putObject("payload").put("type", "idle_check").put("idled", 1).put("ended", 0);
    String frame = "data: " + json.text(message) + "\n\n";
    subscribers.forEach(subscriber -> subscriber.frames().add(frame));
  }

  void tell(ObjectNode row) {
    ObjectNode payload = row.deepCopy();
    if (on.contains(Switch.STREAM_LEAVES_OUT_METADATA)) {
      payload.remove("metadata");
    }
    ObjectNode message = Json.object().put("type", "event");
    message.set("payload", payload);
    String frame = "data: " + json.text(message) + "\n\n";
    for (Subscriber subscriber : subscribers) {
      if (on.contains(Switch.STREAM_FILTERS_NOTHING) || subscriber.query().passes(row)) {
        subscriber.frames().add(frame);
      }
    }
  }

  /// Serves one until it is gone; the head was sent already.
  void serve(HttpExchange exchange, NaiveQuery query) throws IOException {
    Subscriber subscriber = new Subscriber(query, new LinkedBlockingQueue<>());
    ObjectNode connected =
        Json.object().put("type", "connected").put("timestamp", Instant.now().toString());
    subscriber.frames().add("data: " + json.text(connected) + "\n\n");
    subscribers.add(subscriber);
    try (OutputStream body = exchange.getResponseBody()) {
      String frame = "";
      while (!END.equals(frame)) {
        frame = subscriber.frames().poll(COMMENT_PERIOD_MS, TimeUnit.MILLISECONDS);
        body.write((frame == null ? ": here\n" : frame).getBytes(StandardCharsets.UTF_8));
        body.flush();
      }
    } catch (IOException gone) {
      // The usual way this ends.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      subscribers.remove(subscriber);
    }
  }
}
