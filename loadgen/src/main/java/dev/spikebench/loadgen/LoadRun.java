package dev.spikebench.loadgen;

import dev.spikebench.loadgen.model.BodySupply;
import dev.spikebench.loadgen.model.ClientUsage;
import dev.spikebench.loadgen.model.Headroom;
import dev.spikebench.loadgen.model.LoadException;
import dev.spikebench.loadgen.model.Phase;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.model.SelfWarmUp;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.model.TargetWarmUp;
import dev.spikebench.loadgen.recording.BackFilled;
import dev.spikebench.loadgen.recording.LatencyHistogram;
import dev.spikebench.loadgen.schedule.LoadMode;
import dev.spikebench.loadgen.schedule.Schedule;
import dev.spikebench.loadgen.stream.StreamFigures;
import dev.spikebench.loadgen.target.PartListener;
import dev.spikebench.loadgen.target.PartPlan;
import dev.spikebench.loadgen.target.PartResult;
import dev.spikebench.loadgen.target.RunControl;
import dev.spikebench.loadgen.target.SessionSettings;
import dev.spikebench.loadgen.target.StatsRequest;
import dev.spikebench.loadgen.target.TargetSession;
import dev.spikebench.loadgen.workload.BodyRenderer;
import dev.spikebench.loadgen.workload.RequestBodies;
import dev.spikebench.loadgen.workload.Workload;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One run: bodies, connections, the target's warm-up, the measured part, the check of what was
/// stored, the judgement. One thread.
final class LoadRun {
  /// A read of a backend that takes longer than 5 s may be refused; this leaves it room to be slow.
  private static final Duration STATS_TIMEOUT = Duration.ofSeconds(30);

  private static final double NS_PER_SECOND = 1e9;

  /// Stands between the run's nonce and the number of a further part.
  private static final String AGAIN = ".";

  private final LoadOptions options;
  private final URI target;
  private final Workload workload;
  private final String runNonce;
  private final RunListeners listeners;
  private final @Nullable SelfWarmUp selfWarmUp;
  private final @Nullable HeadroomCheck headroomCheck;
  private final Instant clientTimestamp;
  private final @Nullable Schedule schedule;

  LoadRun(
      LoadOptions options,
      URI target,
      Workload workload,
      String runNonce,
      Instant clientTimestamp,
      RunListeners listeners,
      @Nullable SelfWarmUp selfWarmUp,
      @Nullable HeadroomCheck headroomCheck) {
    this.options = options;
    this.target = target;
    this.schedule = schedule(options, workload);
    this.workload = schedule == null ? workload : cutTo(workload, schedule);
    this.headroomCheck = headroomCheck;
    this.runNonce = runNonce;
    this.listeners = listeners;
    this.selfWarmUp = selfWarmUp;
    this.clientTimestamp = clientTimestamp;
  }

  private static @Nullable Schedule schedule(LoadOptions options, Workload workload) {
    return switch (workload.mode()) {
      case LoadMode.ClosedLoop closed -> null;
      case LoadMode.OpenLoop open ->
          Schedule.of(open, options.seed(), workload.requests(), options.duration());
    };
  }

  /// A plan that ends by time may need fewer events than the workload has.
  private static Workload cutTo(Workload workload, Schedule schedule) {
    if (schedule.count() == 0) {
      throw new LoadException(
          "the plan has no request within its duration: give a higher rate or more time");
    }
    return workload.withEvents(
        Math.min(workload.events(), schedule.count() * workload.batchSize()));
  }

  LoadResult run(RunControl control) {
    BodyRenderer renderer = renderer(runNonce);
    try (RequestBodies warmUpBodies = renderer.warmUp();
        RequestBodies bodies = renderer.measured();
        TargetSession session = TargetSession.open(settings(bodies, warmUpBodies))) {
      // Rendering left garbage and work for the compiler. Both are done with before the target sees
      // a byte, so that neither falls into a measured part that lasts a second or less.
      System.gc();
      boolean settled = new ClientSettling().await(control);
      try (StreamWatch streams =
          StreamWatch.open(options, target, bodies, warmUpBodies.events(), control)) {
        LoadResult measured = measure(session, streams, warmUpBodies, bodies, settled, control);
        return options.streams().slowReader() && !measured.interrupted()
            ? withSlowReader(measured, session, control)
            : measured;
      }
    }
  }

  private LoadResult measure(
      TargetSession session,
      @Nullable StreamWatch streams,
      RequestBodies warmUpBodies,
      RequestBodies bodies,
      boolean settled,
      RunControl control) {
    TargetWarmUp warmUp = warmUp(session, streams, warmUpBodies, control);
    Long storedBefore = stored();
    listeners.progress().phaseStarted(Phase.MEASURED);
    if (streams != null) {
      streams.startClock();
    }
    ClientMeter meter = new ClientMeter();
    PartResult part =
        session.run(
            plan(Phase.MEASURED, bodies)
                .recordedEvery(options.interval(), listeners.intervals())
                .followedBy(streams == null ? null : streams.follower(true)),
            control);
    ClientUsage client = meter.since(part, options.ioThreads());
    listeners.progress().phaseEnded(Phase.MEASURED);
    BodySupply supply = new BodySupply(bodies.renderedAhead(), bodies.waits());
    StreamFigures delivered = streams == null ? null : streams.finish(control);
    RunFindings found =
        new RunFindings(
            part,
            workload.request() != null,
            client,
            supply,
            warmUp,
            settled,
            null,
            null,
            delivered);
    if (part.cancelled()) {
      // Whoever cancels may have stopped the target as well; what was measured is told anyway.
      return result(found);
    }
    if (part.gone() != null) {
      throw new TargetDiedException(result(found), stoppedListening(part), part.gone());
    }
    return result(found.checked(rise(storedBefore, found), headroom(part, control)));
  }

  /// Sends the workload again and again, with a slow reader on the stream and without.
  private LoadResult withSlowReader(
      LoadResult measured, TargetSession session, RunControl control) {
    listeners.progress().phaseStarted(Phase.SLOW_READER);
    SlowReaderEffect effect =
        new SlowReaderTrial(target, number -> again(session, number, control)).run(control);
    listeners.progress().phaseEnded(Phase.SLOW_READER);
    return measured.withSlowReader(effect, SlowReaderTrial.note(effect));
  }

  private PartResult again(TargetSession session, int number, RunControl control) {
    // Ids that sort behind those of the measured part, as a later run's do.
    String nonce = runNonce + AGAIN + number;
    try (RequestBodies bodies = renderer(nonce).measured()) {
      PartResult part = session.run(plan(Phase.SLOW_READER, bodies), control);
      requireAlive(part);
      return part;
    }
  }

  private TargetWarmUp warmUp(
      TargetSession session,
      @Nullable StreamWatch streams,
      RequestBodies bodies,
      RunControl control) {
    if (bodies.count() == 0) {
      return TargetWarmUp.NONE;
    }
    listeners.progress().phaseStarted(Phase.TARGET_WARM_UP);
    PartResult part =
        session.run(
            PartPlan.silent(workload.form(), bodies)
                .reportingTo(
                    PhaseProgress.ofRequests(
                        Phase.TARGET_WARM_UP, bodies.count(), listeners.progress()))
                .followedBy(streams == null ? null : streams.follower(false)),
            control);
    listeners.progress().phaseEnded(Phase.TARGET_WARM_UP);
    requireAlive(part);
    return new TargetWarmUp(
        part.tally().requestsSent(),
        part.tally().requestsFailed(),
        part.tally().eventsSent(),
        part.elapsedNs());
  }

  private void requireAlive(PartResult part) {
    if (part.gone() != null) {
      throw new TargetException(target, stoppedListening(part), part.gone());
    }
  }

  /// Another API than the contract's is not asked what it has stored.
  private @Nullable Long stored() {
    return workload.request() == null
        ? StatsRequest.totalEvents(target, STATS_TIMEOUT, options.trust())
        : null;
  }

  private static String stoppedListening(PartResult part) {
    return String.format(
        Locale.ROOT,
        "stopped listening %.1f s after the begin, with %,d of %,d requests ended; its own output"
            + " may say why",
        part.elapsedNs() / NS_PER_SECOND,
        part.tally().requestsEnded(),
        part.tally().requestsPlanned());
  }

  /// What the target has stored more; a target that is gone by then leaves what was measured.
  private @Nullable Long rise(@Nullable Long before, RunFindings found) {
    if (before == null) {
      return null;
    }
    try {
      Long after = stored();
      return after == null ? null : (Long) (after - before);
    } catch (TargetException e) {
      throw new TargetDiedException(
          result(found), "answered no more once the load had ended; its own output may say why", e);
    }
  }

  private @Nullable Headroom headroom(PartResult part, RunControl control) {
    if (headroomCheck == null) {
      return null;
    }
    listeners.progress().phaseStarted(Phase.CLIENT_CHECK);
    Headroom found = headroomCheck.of(workload, RunFindings.requestsPerSecond(part), control);
    listeners.progress().phaseEnded(Phase.CLIENT_CHECK);
    return found;
  }

  private LoadResult result(RunFindings found) {
    PartResult part = found.part();
    boolean closed = workload.mode() instanceof LoadMode.ClosedLoop;
    RunJudge judge = new RunJudge(found, closed ? workload.concurrency() : 0, selfWarmUp);
    return new LoadResult(
        target,
        workload,
        runNonce,
        part.startedAt(),
        part.cancelled(),
        judge.invalidReasons(),
        judge.warnings(),
        judge.verdict(),
        part.tally(),
        found.stored(),
        part.elapsedNs(),
        workload.mode(),
        part.latencies(),
        closed ? backFilled(part) : null,
        part.plan(),
        found.client(),
        found.headroom(),
        found.supply(),
        selfWarmUp,
        found.warmUp(),
        found.delivered(),
        null);
  }

  private static @Nullable BackFilled backFilled(PartResult part) {
    LatencyHistogram wire = part.latencies().wire();
    return wire.count() > 0 && part.cycleNs() > 0
        ? new BackFilled(wire.backFilled(part.cycleNs()), part.cycleNs())
        : null;
  }

  private BodyRenderer renderer(String nonce) {
    return new BodyRenderer(workload, nonce, clientTimestamp, options.seed());
  }

  /// What the options say of a part that is measured.
  private PartPlan plan(Phase phase, RequestBodies bodies) {
    return PartPlan.silent(workload.form(), bodies)
        .within(options.duration())
        .by(schedule)
        .reportingTo(progress(phase, bodies.count()));
  }

  private PartListener progress(Phase phase, long requests) {
    ProgressListener listener = listeners.progress();
    if (schedule != null) {
      return PhaseProgress.ofPlan(phase, requests, Duration.ofNanos(schedule.spanNs()), listener);
    }
    Duration limit = options.duration();
    return limit == null
        ? PhaseProgress.ofRequests(phase, requests, listener)
        : PhaseProgress.ofTime(phase, limit, listener);
  }

  private SessionSettings settings(RequestBodies bodies, RequestBodies warmUpBodies) {
    return new SessionSettings(
        target,
        workload.concurrency(),
        Math.max(bodies.largestBytes(), warmUpBodies.largestBytes()),
        options.ioThreads(),
        options.requestTimeout(),
        options.trust());
  }
}
