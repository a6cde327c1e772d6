package dev.spikebench.cli.soak;

import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.model.Outcome;
import dev.spikebench.loadgen.model.PlanOutcome;
import dev.spikebench.loadgen.model.Tally;
import dev.spikebench.loadgen.recording.LatencyHistogram;
import dev.spikebench.loadgen.stream.StreamFigures;
import dev.spikebench.loadgen.stream.SubscriberCounts;
import dev.spikebench.loadgen.target.HealthProbe;
import dev.spikebench.results.soak.SoakStreams;
import dev.spikebench.results.soak.SoakTotals;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Adds the parts of a soak up: there is one part a life of the target. One thread.
final class SoakTally {
  private final SortedMap<String, Long> failures = new TreeMap<>();
  private final Set<String> remarks = new LinkedHashSet<>();
  private long requestsSent;
  private long requestsOk;
  private long requestsUnsent;
  private long eventsSent;
  private long eventsAcknowledged;
  private long eventsAcknowledgedThere;
  private @Nullable Long eventsStored;
  private LatencyHistogram wire = LatencyHistogram.empty();
  private LatencyHistogram fromPlan = LatencyHistogram.empty();
  private HealthProbe.Figures health = new HealthProbe.Figures(0, LatencyHistogram.empty());
  private int subscribers;
  private SubscriberCounts counts = SubscriberCounts.NONE;
  private LatencyHistogram delivery = LatencyHistogram.empty();
  private boolean streamsFaulty;

  /// A part came to its end, or was interrupted.
  void add(LoadResult part) {
    addCounts(part);
    PlanOutcome plan = part.plan();
    if (!part.interrupted()) {
      requestsUnsent += plan == null ? 0 : plan.unsent();
      remarks.addAll(part.invalidReasons());
      Long stored = part.eventsStored();
      if (stored != null) {
        eventsStored = (eventsStored == null ? 0 : eventsStored) + stored;
        eventsAcknowledgedThere += part.eventsAcknowledged();
      }
    }
    StreamFigures streams = part.streams();
    if (streams != null) {
      addStreams(streams);
      counts = counts.plus(streams.total());
      streamsFaulty |= !part.interrupted() && streams.promiseBroken();
    }
  }

  /// A part ended because its target died: what was under way on its streams then is not lost by
  /// the stream, it went down with the target.
  void addDied(LoadResult part) {
    addCounts(part);
    StreamFigures streams = part.streams();
    if (streams != null) {
      addStreams(streams);
      SubscriberCounts all = streams.total();
      counts = counts.plus(withoutLost(all));
      streamsFaulty |= all.duplicates() + all.outOfOrder() + all.unreadable() > 0;
    }
  }

  /// Health checks of an interval or an outage.
  void addHealth(HealthProbe.Figures figures) {
    health = health.plus(figures);
  }

  /// What the load generator said of its own runs, each once.
  List<String> remarks() {
    return List.copyOf(remarks);
  }

  SoakTotals totals(double seconds, int processes) {
    return new SoakTotals(
        seconds,
        processes,
        requestsSent,
        requestsOk,
        failures,
        requestsUnsent,
        eventsSent,
        eventsAcknowledged,
        eventsStored,
        eventsAcknowledgedThere,
        SoakLatencies.of(wire),
        SoakLatencies.of(fromPlan),
        health.latency().count(),
        health.failed(),
        SoakLatencies.of(health.latency()),
        subscribers == 0 ? null : streams());
  }

  private void addCounts(LoadResult part) {
    Tally tally = part.tally();
    requestsSent += tally.requestsSent();
    requestsOk += tally.count(Outcome.OK);
    eventsSent += tally.eventsSent();
    eventsAcknowledged += tally.eventsAcknowledged();
    for (Outcome outcome : Outcome.values()) {
      // What was under way when the soak was interrupted did not fail.
      boolean cut = outcome == Outcome.ABORTED && part.interrupted();
      if (outcome.failed() && tally.count(outcome) > 0 && !cut) {
        failures.merge(outcome.text(), tally.count(outcome), Long::sum);
      }
    }
    wire = wire.plus(part.latencies().wire());
    fromPlan = fromPlan.plus(part.latencies().fromPlan());
  }

  private void addStreams(StreamFigures streams) {
    subscribers = Math.max(subscribers, streams.subscribers());
    delivery = delivery.plus(streams.latency());
  }

  private SoakStreams streams() {
    return new SoakStreams(
        subscribers,
        counts.expected(),
        counts.delivered(),
        counts.lost(),
        counts.duplicates(),
        counts.outOfOrder(),
        counts.unreadable(),
        counts.reconnects(),
        counts.cutOffs(),
        SoakLatencies.of(delivery),
        streamsFaulty);
  }

  private static SubscriberCounts withoutLost(SubscriberCounts all) {
    return new SubscriberCounts(
        all.expected() - all.lost(),
        all.delivered(),
        0,
        all.duplicates(),
        all.outOfOrder(),
        all.unreadable(),
        all.unacknowledged(),
        all.otherEvents(),
        all.uncountedEvents(),
        all.stats(),
        all.sessionUpdates(),
        all.otherMessages(),
        all.comments(),
        all.bytes(),
        all.reconnects(),
        all.refused(),
        all.unreachable(),
        all.ended(),
        all.cutOffs());
  }
}
