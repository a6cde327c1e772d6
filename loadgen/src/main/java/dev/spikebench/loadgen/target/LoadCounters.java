package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.model.Outcome;
import dev.spikebench.loadgen.model.Tally;
import dev.spikebench.loadgen.recording.LatenciesRecorder;
import dev.spikebench.loadgen.workload.RequestBodies;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/// The counts and latencies of one part of a run, while it goes on. Any thread; counting allocates
/// nothing.
final class LoadCounters {
  private static final int STATUSES = 1_000;

  private final LatenciesRecorder latencies = new LatenciesRecorder();
  private final Map<Outcome, AtomicLong> outcomes = new EnumMap<>(Outcome.class);
  private final AtomicLongArray statuses = new AtomicLongArray(STATUSES);
  private final AtomicLong requestsSent = new AtomicLong();
  private final AtomicLong eventsSent = new AtomicLong();
  private final AtomicLong eventsEnded = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong duplicates = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();
  private final AtomicLong reconnects = new AtomicLong();
  private final AtomicLong requestBytes = new AtomicLong();
  private final AtomicLong responseBytes = new AtomicLong();

  LoadCounters() {
    // Filled once and only read from then on, so threads may share it.
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, new AtomicLong());
    }
  }

  void sent(int events, int bytes) {
    requestsSent.incrementAndGet();
    eventsSent.addAndGet(events);
    requestBytes.addAndGet(bytes);
  }

  void ended(Outcome outcome, int events, long wireNs, long fromPlanNs) {
    if (outcome.failed()) {
      latencies.failed(wireNs, fromPlanNs);
    } else {
      latencies.succeeded(wireNs, fromPlanNs);
    }
    eventsEnded.addAndGet(events);
    counter(outcome).incrementAndGet();
  }

  void answered(int status, IngestAnswer answer) {
    statuses.incrementAndGet(Math.clamp(status, 0, STATUSES - 1));
    responseBytes.addAndGet(answer.totalBytes());
  }

  void acknowledged(IngestAnswer answer) {
    acknowledged.addAndGet(answer.received());
    duplicates.addAndGet(answer.duplicates());
    rejected.addAndGet(answer.rejected());
  }

  void reconnected() {
    reconnects.incrementAndGet();
  }

  long ended() {
    return outcomes.values().stream().mapToLong(AtomicLong::get).sum();
  }

  long failed() {
    long sum = 0;
    for (Map.Entry<Outcome, AtomicLong> each : outcomes.entrySet()) {
      sum += each.getKey().failed() ? each.getValue().get() : 0;
    }
    return sum;
  }

  long eventsEnded() {
    return eventsEnded.get();
  }

  LatenciesRecorder latencies() {
    return latencies;
  }

  /// What was sent is read last, so that nothing seems to have ended that was not sent.
  CounterReading read() {
    long ok = counter(Outcome.OK).get();
    long failed = failed();
    long acknowledgedEvents = acknowledged.get();
    return new CounterReading(requestsSent.get(), ok, failed, eventsSent.get(), acknowledgedEvents);
  }

  /// @param bodies what was sent, at most
  /// @param allPlanned whether all of them were to be sent; else what was sent is what was planned
  Tally tally(RequestBodies bodies, boolean allPlanned) {
    Map<Outcome, Long> byOutcome = new EnumMap<>(Outcome.class);
    outcomes.forEach((outcome, count) -> byOutcome.put(outcome, count.get()));
    TreeMap<Integer, Long> byStatus = new TreeMap<>();
    for (int status = 0; status < STATUSES; status++) {
      if (statuses.get(status) > 0) {
        byStatus.put(status, statuses.get(status));
      }
    }
    return new Tally(
        allPlanned ? bodies.count() : requestsSent.get(),
        requestsSent.get(),
        byOutcome,
        byStatus,
        allPlanned ? bodies.events() : eventsSent.get(),
        eventsSent.get(),
        // Requests are taken up in their order, so the events sent are the first ones.
        bodies.repeatedAmong(eventsSent.get()),
        acknowledged.get(),
        duplicates.get(),
        rejected.get(),
        reconnects.get(),
        requestBytes.get(),
        responseBytes.get());
  }

  private AtomicLong counter(Outcome outcome) {
    return Objects.requireNonNull(outcomes.get(outcome));
  }
}
