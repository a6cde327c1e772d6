package dev.spikebench.backends.launch;

import java.time.Duration;

/// How a backend ended.
///
/// @param exitCode the exit code; 128 and the signal's number for one that a signal ended
/// @param killed whether it, or a process that it started, had to be ended by force
/// @param diedBefore whether it had ended before it was asked to
/// @param elapsed from the request to stop until the last of its processes was gone
public record StopOutcome(int exitCode, boolean killed, boolean diedBefore, Duration elapsed) {
  private static final int ENDED_BY_SIGTERM = 143;
  private static final int ENDED_BY_SIGINT = 130;

  /// Whether it ended as the contract asks: when told to, without force, with exit code 0, 130 or
  /// 143.
  public boolean clean() {
    return !killed
        && !diedBefore
        && (exitCode == 0 || exitCode == ENDED_BY_SIGTERM || exitCode == ENDED_BY_SIGINT);
  }
}
