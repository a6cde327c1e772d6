package dev.spikebench.loadgen;

import dev.spikebench.loadgen.model.ClientUsage;
import dev.spikebench.loadgen.model.Phase;
import dev.spikebench.loadgen.model.Progress;
import dev.spikebench.loadgen.model.SelfWarmUp;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.model.TargetWarmUp;
import dev.spikebench.loadgen.recording.BackFilled;
import dev.spikebench.loadgen.recording.LatencyHistogram;
import dev.spikebench.loadgen.schedule.LoadMode;
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
import java.util.ArrayList;
import java.util.List;
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
  private final Instant clientTimestamp;
  private final BodyRenderer renderer;

  LoadRun(
      LoadOptions options,
      URI target,
      Workload workload,
      String runNonce,
      Instant clientTimestamp,
      RunListeners listeners,
      @Nullable SelfWarmUp selfWarmUp) {
    this.options = options;
    this.target = target;
    this.workload = workload;
    this.runNonce = runNonce;
    this.listeners = listeners;
    this.selfWarmUp = selfWarmUp;
    this.clientTimestamp = clientTimestamp;
    this.renderer = new BodyRenderer(workload, runNonce, clientTimestamp, options.seed());
  }

  LoadResult run(RunControl control) {
    RequestBodies warmUpBodies = renderer.warmUp();
    RequestBodies bodies = renderer.measured();
    try (TargetSession session = TargetSession.open(settings(bodies, warmUpBodies))) {
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
    Long storedBefore = StatsRequest.totalEvents(target, STATS_TIMEOUT);
    listeners.progress().phaseStarted(Phase.MEASURED);
    if (streams != null) {
      streams.startClock();
    }
    ClientMeter meter = new ClientMeter();
    PartResult part =
        session.run(
            PartPlan.silent(workload.path(), bodies)
                .reportingTo(reporter(Phase.MEASURED, bodies))
                .recordedEvery(options.interval(), listeners.intervals())
                .followedBy(streams == null ? null : streams.follower(true)),
            control);
    ClientUsage client = meter.since(part, options.ioThreads());
    listeners.progress().phaseEnded(Phase.MEASURED);
    StreamFigures delivered = streams == null ? null : streams.finish(control);
    if (part.cancelled()) {
      // Whoever cancels may have stopped the target as well; what was measured is told anyway.
      return result(part, client, warmUp, settled, null, delivered);
    }
    requireAlive(part);
    return result(part, client, warmUp, settled, rise(storedBefore), delivered);
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
    RequestBodies bodies =
        new BodyRenderer(workload, nonce, clientTimestamp, options.seed()).measured();
    PartResult part =
        session.run(
            PartPlan.silent(workload.path(), bodies)
                .reportingTo(reporter(Phase.SLOW_READER, bodies)),
            control);
    requireAlive(part);
    return part;
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
            PartPlan.silent(workload.path(), bodies)
                .reportingTo(reporter(Phase.TARGET_WARM_UP, bodies))
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
      throw new TargetException(
          target,
          String.format(
              Locale.ROOT,
              "stopped listening after %,d of %,d requests; its own output may say why",
              part.tally().requestsEnded(),
              part.tally().requestsPlanned()),
          part.gone());
    }
  }

  private @Nullable Long rise(@Nullable Long before) {
    if (before == null) {
      return null;
    }
    Long after = StatsRequest.totalEvents(target, STATS_TIMEOUT);
    return after == null ? null : (Long) (after - before);
  }

  private LoadResult result(
      PartResult part,
      ClientUsage client,
      TargetWarmUp warmUp,
      boolean settled,
      @Nullable Long stored,
      @Nullable StreamFigures delivered) {
    RunJudge judge = new RunJudge(part, workload.concurrency(), client, stored, selfWarmUp, warmUp);
    List<String> invalidReasons = new ArrayList<>(judge.invalidReasons());
    List<String> warnings = new ArrayList<>(judge.warnings());
    if (delivered != null) {
      StreamJudge streamJudge = new StreamJudge(delivered);
      invalidReasons.addAll(streamJudge.invalidReasons());
      warnings.addAll(streamJudge.warnings());
    }
    if (!settled) {
      warnings.add("the load generator was still busy with itself when the target's warm-up began");
    }
    return new LoadResult(
        target,
        workload,
        runNonce,
        part.startedAt(),
        part.cancelled(),
        invalidReasons,
        warnings,
        judge.verdict(),
        part.tally(),
        stored,
        part.elapsedNs(),
        options.mode(),
        part.latencies(),
        backFilled(part),
        client,
        selfWarmUp,
        warmUp,
        delivered,
        null);
  }

  private @Nullable BackFilled backFilled(PartResult part) {
    LatencyHistogram wire = part.latencies().wire();
    boolean closed = options.mode() instanceof LoadMode.ClosedLoop;
    return closed && wire.count() > 0 && part.cycleNs() > 0
        ? new BackFilled(wire.backFilled(part.cycleNs()), part.cycleNs())
        : null;
  }

  private PartListener reporter(Phase phase, RequestBodies bodies) {
    return (ended, failed, events, elapsedNs) -> {
      double perRequestNs = ended == 0 ? 0 : (double) elapsedNs / ended;
      listeners
          .progress()
          .progress(
              new Progress(
                  phase,
                  ended,
                  bodies.count(),
                  failed,
                  events * NS_PER_SECOND / Math.max(1, elapsedNs),
                  Duration.ofNanos(elapsedNs),
                  Duration.ofNanos((long) (perRequestNs * (bodies.count() - ended)))));
    };
  }

  private SessionSettings settings(RequestBodies bodies, RequestBodies warmUpBodies) {
    return new SessionSettings(
        target,
        workload.concurrency(),
        Math.max(bodies.largestBytes(), warmUpBodies.largestBytes()),
        options.ioThreads(),
        options.requestTimeout());
  }
}
