package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.model.PlanOutcome;
import org.jspecify.annotations.Nullable;

/// Hands requests to virtual users that are free.
interface RequestSource {
  /// Tells the time of the beginning. Called once, before the first user is handed in.
  ///
  /// @param startNs beginning of the part, on the clock of [System#nanoTime()]
  void start(long startNs);

  /// Begins. Called once, after the last user was handed in.
  void open();

  /// A user has just been started; as [#free(VirtualUser, long)].
  void first(VirtualUser user, long nowNs);

  /// A user is free: its request has ended. It is told to send a request, now or later, or that
  /// there is none any more. Any thread.
  ///
  /// @param nowNs when it became free, on the clock of [System#nanoTime()]
  void free(VirtualUser user, long nowNs);

  /// Hands out no further request; users that wait for one are told so. Any thread.
  void stop();

  /// Requests that should have been sent by now and wait for a free user.
  long backlog();

  /// What became of the plan so far; null where there is no plan.
  @Nullable PlanOutcome outcome();
}
