package dev.spikebench.backends.launch;

import dev.spikebench.backends.process.StopSignal;
import java.time.Duration;

/// How a backend ended.
///
/// @param exitCode the exit code; 128 and the signal's number for one that a signal ended
/// @param signal what asked it to end
/// @param killed whether it, or a process that it started, had to be ended by force
/// @param diedBefore whether it had ended before it was asked to
/// @param elapsed from the request to stop until the last of its processes was gone
public record StopOutcome(
    int exitCode, StopSignal signal, boolean killed, boolean diedBefore, Duration elapsed) {

  /// Whether it ended as the contract asks: when told to, without force, with exit code 0, 130 or
  /// 143, or that of the signal it was sent.
  public boolean clean() {
    return !killed
        && !diedBefore
        && (exitCode == 0
            || exitCode == StopSignal.TERM.exitCode()
            || exitCode == StopSignal.INT.exitCode()
            || exitCode == signal.exitCode());
  }
}
