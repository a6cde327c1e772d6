package dev.spikebench.server.http;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/// All requests that are not answered yet, and what they share. For any thread.
final class Calls {
  private final AtomicInteger unanswered = new AtomicInteger();
  private final ScheduledExecutorService timer;
  private final SilenceWatch silenceWatch;
  private final PrintStream errors;
  private volatile boolean draining;

  /// @param silenceLimit how long nothing may arrive on an unfinished request
  /// @param errors where a failure of ours is told in one line
  Calls(ScheduledExecutorService timer, Duration silenceLimit, PrintStream errors) {
    this.timer = timer;
    this.silenceWatch = new SilenceWatch(silenceLimit, timer);
    this.errors = errors;
  }

  void opened() {
    unanswered.incrementAndGet();
  }

  void closed() {
    unanswered.decrementAndGet();
  }

  /// How many requests have arrived and wait for their answer.
  int unanswered() {
    return unanswered.get();
  }

  /// From now on every answer is the last one of its connection.
  void startDraining() {
    draining = true;
  }

  boolean isDraining() {
    return draining;
  }

  ScheduledExecutorService timer() {
    return timer;
  }

  SilenceWatch silenceWatch() {
    return silenceWatch;
  }

  /// Tells the operator of a failure that is ours; the client sees only a 500.
  void report(Throwable failure) {
    StackTraceElement[] frames = failure.getStackTrace();
    String place = frames.length == 0 ? "" : " at " + frames[0];
    errors.println("request failed: " + failure.toString().replaceAll("\\s+", " ") + place);
  }
}
