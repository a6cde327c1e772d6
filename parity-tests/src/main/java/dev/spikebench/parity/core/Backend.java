package dev.spikebench.parity.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.client.HttpAnswer;
import dev.spikebench.parity.client.HttpCaller;
import dev.spikebench.parity.client.Json;
import dev.spikebench.parity.client.StreamRefusedException;
import dev.spikebench.parity.client.StreamSubscriber;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// The backend under test, as the cases talk to it. Every id carries a nonce of this object, so
/// what the database holds already does not matter. Thread-safe.
public final class Backend implements AutoCloseable {
  static final String AGENT_TYPE = "parity-suite";

  private final HttpCaller http;
  private final Duration timeout;
  private final String nonce = UUID.randomUUID().toString();
  private final AtomicInteger lastId = new AtomicInteger();

  Backend(URI baseUri, Duration timeout) {
    this.http = new HttpCaller(baseUri, timeout);
    this.timeout = timeout;
  }

  /// How long any answer or message may take.
  Duration timeout() {
    return timeout;
  }

  /// An id that nobody used before.
  String uniqueId() {
    return "parity-" + nonce + "-" + lastId.incrementAndGet();
  }

  /// A valid event with just the required fields and an `event_id` of its own.
  ObjectNode event() {
    return Json.object()
        .put("event_id", uniqueId())
        .put("session_id", "parity-" + nonce)
        .put("agent_type", AGENT_TYPE)
        .put("event_type", "tool_use");
  }

  HttpAnswer post(JsonNode body) {
    return http.postJson("/api/events", Json.text(body));
  }

  HttpAnswer postBatch(JsonNode... events) {
    ObjectNode body = Json.object();
    ArrayNode items = body.putArray("events");
    for (JsonNode event : events) {
      items.add(event);
    }
    return http.postJson("/api/events/batch", Json.text(body));
  }

  HttpAnswer postBatchBody(JsonNode body) {
    return http.postJson("/api/events/batch", Json.text(body));
  }

  HttpAnswer get(String target) {
    return http.get(target);
  }

  /// Subscribes to the whole stream; a refusal at the limit fails the case with the way out.
  StreamSubscriber subscribe() {
    try {
      return StreamSubscriber.open(http.baseUri(), "", timeout);
    } catch (StreamRefusedException refused) {
      if (refused.answer().status() == 503) {
        throw new AssertionError(
            "No stream slot is free: end a subscriber or raise INGEST_MAX_SSE_CLIENTS; the answer"
                + " was "
                + refused.answer().describe(),
            refused);
      }
      throw new AssertionError("The stream did not open: " + refused.getMessage(), refused);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
