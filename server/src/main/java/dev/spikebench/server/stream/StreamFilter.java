package dev.spikebench.server.stream;

import dev.spikebench.server.store.StoredEvent;
import org.jspecify.annotations.Nullable;

/// Which `event` messages a subscriber wants; the other messages go to all.
///
/// @param agentType wanted `agent_type`, compared whole; null for any
/// @param eventType wanted `event_type`, compared whole; null for any
public record StreamFilter(@Nullable String agentType, @Nullable String eventType) {

  boolean wants(StoredEvent event) {
    return (agentType == null || agentType.equals(event.agentType()))
        && (eventType == null || eventType.equals(event.eventType()));
  }
}
