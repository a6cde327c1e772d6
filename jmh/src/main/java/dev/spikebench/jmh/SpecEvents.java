package dev.spikebench.jmh;

import dev.spikebench.server.event.IngestEvent;
import dev.spikebench.server.store.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Events of the spec workload as the parser leaves them and as the store tells them.
final class SpecEvents {
  private static final String CLIENT_TIMESTAMP = SpecBodies.CLIENT_TIME.toString();

  private SpecEvents() {}

  /// Events with the indexes from `first` on.
  static List<IngestEvent> of(long first, int count) {
    List<IngestEvent> events = new ArrayList<>(count);
    for (long index = first; index < first + count; index++) {
      events.add(event(index));
    }
    return events;
  }

  /// The event with an index.
  static IngestEvent event(long index) {
    return new IngestEvent(
        String.format(Locale.ROOT, "%s-%09d", SpecBodies.NONCE, index),
        "bench-session-" + index % 100,
        "claude_code",
        "tool_use",
        "benchmark",
        "success",
        10 + index % 25,
        50 + index % 150,
        "bench/main",
        "bench-project",
        15 + index % 120,
        CLIENT_TIMESTAMP,
        "{\"source\":\"benchmark\",\"index\":" + index + "}",
        false,
        null,
        null,
        0,
        0,
        "api");
  }

  /// The row that the event with an index is stored as.
  static StoredEvent stored(long index) {
    IngestEvent event = event(index);
    return new StoredEvent(
        index + 1,
        event.eventId(),
        1,
        event.sessionId(),
        event.agentType(),
        event.eventType(),
        event.toolName(),
        event.status(),
        event.tokensIn(),
        event.tokensOut(),
        event.branch(),
        event.project(),
        event.durationMs(),
        "2026-02-25 10:11:13",
        event.clientTimestamp(),
        event.metadata(),
        event.payloadTruncated(),
        event.model(),
        event.costUsd(),
        event.cacheReadTokens(),
        event.cacheWriteTokens(),
        event.source());
  }
}
