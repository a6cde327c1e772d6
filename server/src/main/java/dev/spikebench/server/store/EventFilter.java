package dev.spikebench.server.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which events a read speaks of. A null member does not filter; strings are compared whole, byte
/// for byte.
///
/// @param agentType wanted `agent_type`
/// @param eventType wanted `event_type`
/// @param toolName wanted `tool_name`
/// @param sessionId wanted `session_id`
/// @param branch wanted `branch`
/// @param model wanted `model`
/// @param source wanted `source`
/// @param since earliest `created_at`, inclusive, fractions count
/// @param until latest `created_at`, inclusive, fractions count
public record EventFilter(
    @Nullable String agentType,
    @Nullable String eventType,
    @Nullable String toolName,
    @Nullable String sessionId,
    @Nullable String branch,
    @Nullable String model,
    @Nullable String source,
    @Nullable Instant since,
    @Nullable Instant until) {

  /// Every event.
  public static final EventFilter NONE =
      new EventFilter(null, null, null, null, null, null, null, null, null);
}
