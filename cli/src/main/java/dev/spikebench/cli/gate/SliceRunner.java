package dev.spikebench.cli.gate;

import dev.spikebench.loadgen.LoadGenerator;
import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.schedule.ArrivalRate;
import dev.spikebench.loadgen.schedule.Arrivals;
import dev.spikebench.loadgen.schedule.LoadMode;
import dev.spikebench.loadgen.workload.RunNonce;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.results.design.PairedPlan;
import dev.spikebench.results.model.GateDesign;
import dev.spikebench.results.model.GateFault;
import dev.spikebench.results.model.GateSlice;
import dev.spikebench.results.model.LoadCounts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Loads one arm for one slice. Every arm gets the same work: so many requests by a plan, or so
/// many events in a closed loop. Used by one thread.
final class SliceRunner {
  /// A quota that held the load generator back for longer than this share makes its figures its
  /// own.
  private static final double MOST_THROTTLED = 0.1;

  private final LoadGenerator generator;
  private final Clock clock;
  private final GateDesign design;
  private final Workload paced;
  private final Workload saturated;
  private final Workload warmup;

  /// @param generator warmed up; used by nobody else meanwhile
  /// @param workload what is sent, but for how much of it and when
  SliceRunner(LoadGenerator generator, Workload workload, GateDesign design, Clock clock) {
    this.generator = generator;
    this.clock = clock;
    this.design = design;
    this.paced =
        workload.toBuilder()
            .id(workload.id() + "-paced")
            .events(design.pacedRequests() * workload.batchSize())
            .warmupEvents(0)
            .mode(
                new LoadMode.OpenLoop(
                    ArrivalRate.constant(design.pacedRequestsPerSecond()), Arrivals.UNIFORM))
            .build();
    this.saturated = closed(workload, "-saturated", Math.max(1, design.saturatedEvents()));
    this.warmup = closed(workload, "-warmup", Math.max(1, design.warmupEvents()));
  }

  private static Workload closed(Workload workload, String suffix, long events) {
    return workload.toBuilder()
        .id(workload.id() + suffix)
        .events(events)
        .warmupEvents(0)
        .mode(LoadMode.CLOSED)
        .build();
  }

  /// What a slice came to.
  ///
  /// @param slice the raw figures; null where it was cut short
  /// @param fault what no statistics can weigh; null where all went well
  record Outcome(@Nullable GateSlice slice, @Nullable GateFault fault) {}

  /// Warms a launch up.
  ///
  /// @return how long it took, in ns
  /// @throws dev.spikebench.loadgen.model.TargetException if it dies of it
  long warmUp(LiveArm arm) {
    LoadResult load =
        generator.run(arm.url(), warmup, RunNonce.next(clock), ProgressListener.SILENT);
    arm.acknowledged(load.eventsAcknowledged());
    return load.elapsedNs();
  }

  /// Sends one slice of each kind and keeps nothing of it: the first of its kind finds out what the
  /// load generator can do by itself, which must not happen beside a figure.
  ///
  /// @throws dev.spikebench.loadgen.model.TargetException if the arm dies of it
  void rehearse(LiveArm arm) {
    for (Workload workload : List.of(paced, saturated)) {
      generator.run(arm.url(), workload, RunNonce.next(clock), ProgressListener.SILENT);
    }
  }

  /// Measures a slice.
  ///
  /// @param sequence its place in the order of execution
  /// @throws dev.spikebench.loadgen.model.TargetException if the arm dies of it
  Outcome run(int sequence, PairedPlan.Slice place, LiveArm arm) {
    boolean byPlan = place.subRound() <= design.pacedSlices();
    SliceMarks marks = new SliceMarks(arm.observer());
    LoadResult load =
        generator.run(arm.url(), byPlan ? paced : saturated, RunNonce.next(clock), marks);
    if (load.interrupted()) {
      return new Outcome(null, null);
    }
    arm.acknowledged(load.eventsAcknowledged());
    GateSlice slice =
        new GateSlice(
            sequence,
            place.epoch(),
            place.subRound(),
            place.slot(),
            arm.id(),
            byPlan ? GateSlice.PACED : GateSlice.SATURATED,
            load.startedAt(),
            load.elapsedNs(),
            counts(load),
            marks.cpuNs(),
            histogram(load),
            load.verdict().name(),
            marks.interference(load.client().throttledNs()),
            dropped(load));
    return new Outcome(slice, fault(arm.id(), load));
  }

  private static LoadCounts counts(LoadResult load) {
    return new LoadCounts(
        load.eventsSent(),
        load.eventsAcknowledged(),
        load.eventsStored(),
        load.requestsOk(),
        load.requestsFailed(),
        load.targetWarmUp().events());
  }

  private static @Nullable String histogram(LoadResult load) {
    return load.latencies().fromPlan().count() == 0 ? null : load.latencies().fromPlan().encoded();
  }

  private static @Nullable GateFault fault(String arm, LoadResult load) {
    if (load.requestsFailed() > 0) {
      return new GateFault(
          GateFault.Kind.FAILED_REQUESTS,
          arm,
          "%,d of %,d requests failed"
              .formatted(load.requestsFailed(), load.tally().requestsEnded()));
    }
    Long stored = load.eventsStored();
    long acknowledged = load.eventsAcknowledged();
    if (acknowledged != load.eventsSent()) {
      return new GateFault(
          GateFault.Kind.LOST_EVENTS,
          arm,
          "%,d of %,d events were acknowledged".formatted(acknowledged, load.eventsSent()));
    }
    if (stored == null || stored != acknowledged) {
      String told =
          stored == null ? "does not say how many it stored" : "stored %,d".formatted(stored);
      return new GateFault(
          GateFault.Kind.LOST_EVENTS,
          arm,
          "%,d events were acknowledged, but it %s".formatted(acknowledged, told));
    }
    return null;
  }

  /// Why the slice must not be used though the arm did its work: rules that know nothing of how
  /// fast it was.
  private static @Nullable String dropped(LoadResult load) {
    List<String> reasons = new ArrayList<>(load.invalidReasons());
    if (load.client().throttledNs() > MOST_THROTTLED * load.elapsedNs()) {
      reasons.add("a quota held the load generator back");
    }
    return reasons.isEmpty() ? null : String.join("; ", reasons);
  }
}
