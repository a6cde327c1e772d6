package dev.spikebench.cli.soak;

import dev.spikebench.backends.launch.LaunchException;
import dev.spikebench.cli.CommandException;
import dev.spikebench.loadgen.LoadGenerator;
import dev.spikebench.loadgen.LoadOptions;
import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.RunListeners;
import dev.spikebench.loadgen.TargetDiedException;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.workload.RunNonce;
import dev.spikebench.results.soak.SoakInterval;
import dev.spikebench.results.soak.SoakOutage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The load of a soak: one part a life of the target, and the outages between them. One thread,
/// except [#cancel()].
final class SoakRun {
  private static final double NS_PER_SECOND = 1e9;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
  private static final Duration BEYOND_DURATION = Duration.ofMinutes(2);

  /// What is left when a part would say nothing any more.
  private static final Duration LEAST_PART = Duration.ofMillis(500);

  private final SoakRequest request;
  private final SoakTarget target;
  private final Consumer<String> say;
  private final Clock clock;
  private final SoakTally tally = new SoakTally();
  private final SoakRecorder recorder;
  private final List<SoakOutage> outages = new ArrayList<>();
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final long startNs = System.nanoTime();
  private boolean loaded;
  private volatile @Nullable LoadGenerator generator;

  /// @param client samples of this process
  /// @param rows is told of each interval
  /// @param say takes a line of progress
  SoakRun(
      SoakRequest request,
      SoakTarget target,
      ResourceWindow client,
      Consumer<SoakInterval> rows,
      Consumer<String> say,
      Clock clock) {
    this.request = request;
    this.target = target;
    this.say = say;
    this.clock = clock;
    this.recorder = new SoakRecorder(startNs, target, tally, client, rows);
  }

  /// Warms the client up; call it before the run is made, whose clock then begins.
  static void warmUp(SoakRequest request, Clock clock) {
    if (request.options().selfWarmUp()) {
      try (LoadGenerator generator = LoadGenerator.create(request.options(), clock)) {
        generator.warmUp(ProgressListener.SILENT);
      }
    }
  }

  /// Ends the load soon; what was found until then is kept. Any thread.
  void cancel() {
    cancelled.countDown();
    LoadGenerator current = generator;
    if (current != null) {
      current.cancel();
    }
  }

  /// Loads the target until the time is up or somebody cancels.
  ///
  /// @throws TargetException if it can't be loaded at all
  void run() {
    while (!over()) {
      double beganSeconds = recorder.seconds();
      try {
        LoadResult result = part();
        tally.add(result);
        loaded = true;
      } catch (TargetDiedException e) {
        loaded = true;
        tally.addDied(e.partial());
        outage(recorder.seconds(), e, true);
      } catch (TargetException e) {
        if (!loaded) {
          throw e;
        }
        outage(beganSeconds, e, false);
      }
    }
    tally.addHealth(target.takeHealth());
  }

  private LoadResult part() {
    LoadOptions options =
        request
            .options()
            .withDuration(left())
            .withDeadline(left().plus(request.options().requestTimeout()).plus(BEYOND_DURATION))
            // The client has warmed up before the clock began.
            .withSelfWarmUp(false);
    try (LoadGenerator current = LoadGenerator.create(options, clock)) {
      generator = current;
      if (cancelled()) {
        current.cancel();
      }
      return current.run(
          target.url(),
          request.workload(),
          RunNonce.next(clock),
          new RunListeners(recorder, recorder));
    }
  }

  /// Waits until the target can be loaded again, or the time is up.
  private void outage(double beganSeconds, TargetException failure, boolean died) {
    boolean restart = target.launched() && (died || !target.running());
    String reason = restart ? target.death(failure) : String.valueOf(failure.getMessage());
    say.accept("the target is out of reach: " + reason);
    long beganNs = System.nanoTime();
    boolean back = restart ? restarted() : healthyAfter(beganNs);
    if (back && !restart) {
      target.rejoin();
    }
    outages.add(new SoakOutage(beganSeconds, recorder.seconds(), back, back && restart, reason));
    if (back) {
      say.accept(
          "the target is back after %.1f s"
              .formatted((System.nanoTime() - beganNs) / NS_PER_SECOND));
    }
  }

  private boolean restarted() {
    while (!over()) {
      try {
        target.restart();
        return true;
      } catch (LaunchException | CommandException e) {
        say.accept("it does not start: " + e.getMessage());
        pause(TRY_AGAIN);
      }
    }
    return false;
  }

  private boolean healthyAfter(long beganNs) {
    // At least a moment, so that a target which is healthy and yet refuses its load is not asked
    // in a burst.
    pause(TRY_AGAIN);
    while (!over()) {
      if (target.probe().lastHealthyNs() - beganNs > 0) {
        return true;
      }
      pause(LOOK_AGAIN);
    }
    return false;
  }

  private boolean over() {
    return cancelled() || left().compareTo(LEAST_PART) < 0;
  }

  private Duration left() {
    return request.time().minusNanos(System.nanoTime() - startNs);
  }

  private void pause(Duration time) {
    try {
      boolean _ = cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancel();
    }
  }

  /// Whether somebody has ended it.
  boolean cancelled() {
    return cancelled.getCount() == 0;
  }

  /// Waits for a time that a cancel cuts short.
  void rest(Duration time) {
    pause(time);
  }

  SoakTally tally() {
    return tally;
  }

  SoakRecorder recorder() {
    return recorder;
  }

  List<SoakOutage> outages() {
    return outages;
  }
}
