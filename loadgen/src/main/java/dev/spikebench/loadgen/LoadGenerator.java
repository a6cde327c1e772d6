package dev.spikebench.loadgen;

import dev.spikebench.loadgen.model.Headroom;
import dev.spikebench.loadgen.model.Phase;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.model.SelfWarmUp;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.target.RunControl;
import dev.spikebench.loadgen.target.TargetAddress;
import dev.spikebench.loadgen.workload.RunNonce;
import dev.spikebench.loadgen.workload.Workload;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Loads a backend with a workload and measures it.
///
/// One call at a time, except [#cancel()], which any thread may call, a shutdown hook among them.
public final class LoadGenerator implements AutoCloseable {
  private final LoadOptions options;
  private final Clock clock;
  private volatile boolean cancelled;
  private volatile @Nullable RunControl control;
  private final HeadroomCheck headroom;
  private @Nullable SelfWarmUp warmUp;

  private LoadGenerator(LoadOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
    this.headroom = new HeadroomCheck(options);
  }

  /// A generator with the options given.
  public static LoadGenerator create(LoadOptions options) {
    return create(options, Clock.systemUTC());
  }

  /// A generator that takes the events' `client_timestamp` from the clock given.
  public static LoadGenerator create(LoadOptions options, Clock clock) {
    return new LoadGenerator(options, clock);
  }

  /// Warms the client up on an in-process server until its figures settle, for at most 10 s. A
  /// later run does not do it again.
  ///
  /// @param listener is told how it goes, on this thread
  public SelfWarmUp warmUp(ProgressListener listener) {
    SelfWarmUp done = new ClientWarmUp(options, listener).run(control(ClientWarmUp.LIMIT));
    warmUp = done;
    return done;
  }

  /// Measures what the client can do with a workload by itself, so that no run has to do it beside
  /// its target. Of use in a closed loop alone: in an open one the rate of the target has to be
  /// known first. Takes a second or two.
  ///
  /// @param listener is told how it goes, on this thread
  /// @return null where the options leave the check out, or where it was cancelled
  public @Nullable Headroom checkHeadroom(Workload workload, ProgressListener listener) {
    if (!options.headroomCheck()) {
      return null;
    }
    listener.phaseStarted(Phase.CLIENT_CHECK);
    Headroom found = headroom.of(workload, 0, control(options.deadline()));
    listener.phaseEnded(Phase.CLIENT_CHECK);
    return found;
  }

  /// Sends the workload to the target and measures. Where the options ask for it and it was not
  /// done before, the client is warmed up first, after a look whether the target can be reached at
  /// all.
  ///
  /// @param target base URL, `http://host:port` or `https://host:port`
  /// @param workload what to send
  /// @param runNonce the part of the event ids that no other run has; see [RunNonce#next(Clock)]
  /// @param listener is told how it goes, on this thread
  /// @throws dev.spikebench.loadgen.model.TargetException if the target is not on the loopback
  ///   interface and the options don't allow that, can't be reached, or dies
  /// @throws dev.spikebench.loadgen.workload.WorkloadException if the nonce can't stand in an id
  public LoadResult run(URI target, Workload workload, String runNonce, ProgressListener listener) {
    return run(target, workload, runNonce, new RunListeners(listener, null));
  }

  /// The same with somebody told of each interval of the measured part.
  public LoadResult run(URI target, Workload workload, String runNonce, RunListeners listeners) {
    RunNonce.require(runNonce);
    TargetAddress.check(target, options.allowRemote());
    TargetAddress.probe(target, options.trust());
    requirePlainForSlowReader(target);
    if (options.selfWarmUp() && warmUp == null) {
      warmUp(listeners.progress());
    }
    return new LoadRun(
            options,
            target,
            workload,
            runNonce,
            clock.instant(),
            listeners,
            warmUp,
            options.headroomCheck() ? headroom : null)
        .run(control(options.deadline()));
  }

  /// Ends the call under way, and every later one at once: a run returns what it has, marked
  /// interrupted and invalid. Any thread.
  public void cancel() {
    cancelled = true;
    RunControl current = control;
    if (current != null) {
      current.cancel();
    }
  }

  /// The same as [#cancel()]; connections and threads live no longer than a call.
  @Override
  public void close() {
    cancel();
  }

  private void requirePlainForSlowReader(URI target) {
    if (options.streams().slowReader() && !"http".equals(target.getScheme())) {
      throw new TargetException(
          target, "the slow reader speaks plain http alone; leave --slow-reader out", null);
    }
  }

  private RunControl control(Duration limit) {
    RunControl fresh = new RunControl(limit);
    control = fresh;
    if (cancelled) {
      fresh.cancel();
    }
    return fresh;
  }
}
