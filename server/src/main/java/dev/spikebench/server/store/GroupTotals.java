package dev.spikebench.server.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Adds up events that are not in the stored totals yet. Writer thread only.
final class GroupTotals {

  private static final long LOWER_HALF = 0xffff_ffffL;

  private final Names tools = new Names();
  private final Names agents = new Names();
  private final Names models = new Names();
  private final Names branches = new Names();
  private long events;
  private long tokensInUpper;
  private long tokensInLower;
  private long tokensOutUpper;
  private long tokensOutLower;
  private double costUsd;
  private double costUsdRest;

  /// How many events were added.
  long events() {
    return events;
  }

  void add(StoredEvent event) {
    events++;
    tokensInUpper += event.tokensIn() >> Integer.SIZE;
    tokensInLower += event.tokensIn() & LOWER_HALF;
    tokensOutUpper += event.tokensOut() >> Integer.SIZE;
    tokensOutLower += event.tokensOut() & LOWER_HALF;
    Double cost = event.costUsd();
    if (cost != null) {
      addCost(cost);
    }
    tools.add(event.toolName());
    agents.add(event.agentType());
    models.add(event.model());
    branches.add(event.branch());
  }

  /// The sums, as far as they go.
  TotalsRow sums(long lastEventId) {
    return new TotalsRow(
        lastEventId,
        events,
        tokensInUpper,
        tokensInLower,
        tokensOutUpper,
        tokensOutLower,
        costUsd,
        costUsdRest);
  }

  /// How often each name occurs, by the name's kind.
  Map<String, long[]> names(CountedName kind) {
    return switch (kind) {
      case TOOL -> tools.counts;
      case AGENT -> agents.counts;
      case MODEL -> models.counts;
      case BRANCH -> branches.counts;
    };
  }

  void clear() {
    for (Names names : List.of(tools, agents, models, branches)) {
      names.clear();
    }
    events = 0;
    tokensInUpper = 0;
    tokensInLower = 0;
    tokensOutUpper = 0;
    tokensOutLower = 0;
    costUsd = 0;
    costUsdRest = 0;
  }

  private void addCost(double cost) {
    double sum = costUsd + cost; // neither is negative
    costUsdRest += costUsd >= cost ? (costUsd - sum) + cost : (cost - sum) + costUsd;
    costUsd = sum;
  }

  /// Counts names. Most events have the same one as the event before.
  private static final class Names {
    private final Map<String, long[]> counts = new HashMap<>();
    private @Nullable String latest;
    private long[] latestCount = {0};

    void add(@Nullable String name) {
      if (name == null) {
        return;
      }
      if (!name.equals(latest)) {
        latestCount = counts.computeIfAbsent(name, first -> new long[1]);
      }
      latest = name; // within a request mostly the same object, which is told at once
      latestCount[0]++;
    }

    void clear() {
      counts.clear();
      latest = null;
    }
  }
}
