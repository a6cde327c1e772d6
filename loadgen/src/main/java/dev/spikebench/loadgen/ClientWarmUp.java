package dev.spikebench.loadgen;

import dev.spikebench.loadgen.model.Phase;
import dev.spikebench.loadgen.model.Progress;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.model.SelfWarmUp;
import dev.spikebench.loadgen.nullserver.Answer;
import dev.spikebench.loadgen.nullserver.NullServer;
import dev.spikebench.loadgen.target.PartPlan;
import dev.spikebench.loadgen.target.PartResult;
import dev.spikebench.loadgen.target.RunControl;
import dev.spikebench.loadgen.target.SessionSettings;
import dev.spikebench.loadgen.target.TargetSession;
import dev.spikebench.loadgen.workload.BodyRenderer;
import dev.spikebench.loadgen.workload.RequestBodies;
import dev.spikebench.loadgen.workload.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/// Warms the client up on the null server with the shape of the spec workload, until its figures
/// settle. A cold client reads a server that answers in 5 ms as one that takes 37.
final class ClientWarmUp {
  /// Requests a window; long enough for a rate that means something.
  static final int WINDOW_REQUESTS = 1_000;

  static final int WINDOWS_THAT_AGREE = 3;
  static final double AGREEMENT = 0.05;
  static final Duration LIMIT = Duration.ofSeconds(10);

  /// Whole runs before the first real one. Without any, the first of ten iterations cost the client
  /// 22 µs of CPU time an event and the last 1.5; with six the first costs 5.5.
  static final int REHEARSALS = 6;

  private static final int REHEARSED_SUBSCRIBERS = 4;

  /// Long enough that requests wait in the selector, as they do for a real target.
  private static final Duration REHEARSAL_DELAY = Duration.ofMillis(5);

  private static final double NS_PER_SECOND = 1e9;

  private final LoadOptions options;
  private final ProgressListener listener;
  private final Deque<Long> windowsNs = new ArrayDeque<>();
  private final long startedNs = System.nanoTime();
  private long requests;

  ClientWarmUp(LoadOptions options, ProgressListener listener) {
    this.options = options;
    this.listener = listener;
  }

  /// Runs it, unless it is cancelled from elsewhere.
  SelfWarmUp run(RunControl control) {
    Workload workload = Workload.spec();
    RequestBodies bodies = windowBodies(workload);
    listener.phaseStarted(Phase.SELF_WARM_UP);
    try (NullServer server = NullServer.start();
        TargetSession session = TargetSession.open(settings(server, workload, bodies))) {
      while (!settled() && !control.cancelled() && !control.expired()) {
        PartResult window = session.run(PartPlan.silent(workload.form(), bodies), control);
        if (!window.cancelled() && !window.expired()) {
          windowsNs.addLast(window.elapsedNs());
        }
        requests += window.tally().requestsEnded();
        report(window.tally().eventsAcknowledged() * NS_PER_SECOND / window.elapsedNs());
      }
    }
    rehearse(control);
    listener.phaseEnded(Phase.SELF_WARM_UP);
    return new SelfWarmUp(requests, System.nanoTime() - startedNs, settled(), lastRate());
  }

  /// Whole runs, which do what the windows never do: render bodies, open connections, wait for
  /// answers that take a while, read statistics. Without them the virtual machine threw compiled
  /// code away at the first run against a real target and spent its measured part compiling anew.
  private void rehearse(RunControl control) {
    try (NullServer server = NullServer.start(request -> Answer.storeAfter(REHEARSAL_DELAY))) {
      for (int run = 0; run < REHEARSALS && !control.cancelled() && !control.expired(); run++) {
        LoadResult result =
            new LoadRun(
                    options.withStreams(rehearsedStreams()),
                    server.uri(),
                    Workload.spec(),
                    "client-rehearsal-" + run,
                    Instant.EPOCH,
                    RunListeners.SILENT,
                    null,
                    null)
                .run(control);
        requests += result.tally().requestsEnded() + result.targetWarmUp().requests();
        report(result.eventsPerSecond());
      }
    }
  }

  /// The code is the same for few subscribers as for many, and so is what the compiler makes of it.
  private StreamOptions rehearsedStreams() {
    StreamOptions streams = options.streams();
    return streams
        .withSubscribers(Math.min(REHEARSED_SUBSCRIBERS, streams.subscribers()))
        .withSlowReader(false);
  }

  /// Whether the last windows took the same time, within the tolerance.
  private boolean settled() {
    while (windowsNs.size() > WINDOWS_THAT_AGREE) {
      windowsNs.removeFirst();
    }
    return windowsNs.size() == WINDOWS_THAT_AGREE
        && Collections.max(windowsNs) <= Collections.min(windowsNs) * (1 + AGREEMENT);
  }

  private double lastRate() {
    return windowsNs.isEmpty() ? 0 : WINDOW_REQUESTS * NS_PER_SECOND / windowsNs.getLast();
  }

  private void report(double eventsPerSecond) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startedNs);
    Duration left = settled() ? Duration.ZERO : LIMIT.minus(elapsed);
    listener.progress(
        new Progress(
            Phase.SELF_WARM_UP,
            requests,
            0,
            0,
            eventsPerSecond,
            elapsed,
            left.isNegative() ? Duration.ZERO : left));
  }

  private RequestBodies windowBodies(Workload workload) {
    Workload window = workload.withEvents((long) WINDOW_REQUESTS * workload.batchSize());
    return new BodyRenderer(window, "client-warm-up", Instant.EPOCH, options.seed()).measured();
  }

  private SessionSettings settings(NullServer server, Workload workload, RequestBodies bodies) {
    return new SessionSettings(
        server.uri(),
        workload.concurrency(),
        bodies.largestBytes(),
        options.ioThreads(),
        options.requestTimeout());
  }
}
