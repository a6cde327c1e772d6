package dev.spikebench.parity.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.spikebench.parity.client.Json;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Events whose names nobody else uses, so that tests may share a backend.
final class Samples {
  private static final String RUN = UUID.randomUUID().toString().substring(0, 8);
  private static final AtomicLong COUNTER = new AtomicLong();

  private Samples() {}

  /// A name never given before, beginning with `prefix`.
  static String unique(String prefix) {
    return prefix + "-" + RUN + "-" + COUNTER.incrementAndGet();
  }

  /// The smallest valid event, with a session and an agent type of its own.
  static ObjectNode event() {
    return event(unique("session"), unique("agent"));
  }

  /// The smallest valid event of that session and agent type.
  static ObjectNode event(String sessionId, String agentType) {
    return Json.object()
        .put("session_id", sessionId)
        .put("agent_type", agentType)
        .put("event_type", "tool_use");
  }

  /// The body of a batch with these items.
  static String batch(ObjectNode... items) {
    return batch(List.of(items));
  }

  /// The body of a batch with these items.
  static String batch(List<ObjectNode> items) {
    ObjectNode body = Json.object();
    ArrayNode events = body.putArray("events");
    items.forEach(events::add);
    return body.toString();
  }

  /// `event` made longer than `bytes` by its metadata.
  static String longerThan(int bytes, ObjectNode event) {
    return event.deepCopy().put("metadata", "x".repeat(bytes)).toString();
  }
}
