package dev.spikebench.server.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which events statistics speak of. A null member does not filter.
///
/// @param agentType wanted `agent_type`, compared whole
/// @param since earliest `created_at`, inclusive, fractions count
public record StatsFilter(@Nullable String agentType, @Nullable Instant since) {

  /// Every event.
  public static final StatsFilter NONE = new StatsFilter(null, null);
}
