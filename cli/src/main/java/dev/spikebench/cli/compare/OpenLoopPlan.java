package dev.spikebench.cli.compare;

import java.time.Duration;
import java.util.List;

/// Runs in an open loop that follow the iterations.
///
/// @param shares of each backend's own rate, each above 0 and at most 1, in the order of execution;
///   empty for no such runs
/// @param duration length of each
public record OpenLoopPlan(List<Double> shares, Duration duration) {
  /// No such runs.
  public static final OpenLoopPlan NONE = new OpenLoopPlan(List.of(), Duration.ofSeconds(10));

  /// Copies the list.
  ///
  /// @throws IllegalArgumentException naming a share that is out of range
  public OpenLoopPlan {
    shares = List.copyOf(shares);
    for (double share : shares) {
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "a share must be above 0 and at most 1, but is " + share);
      }
    }
  }
}
