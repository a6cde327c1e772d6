package dev.spikebench.cli;

import dev.spikebench.backends.doctor.MeasurementLock;
import java.time.Duration;
import java.util.function.Consumer;

/// Waits until nothing else measures on this machine. Stateless.
public final class MeasuringTurn {
  /// Longer than any measurement that is not a mistake.
  private static final Duration LONGEST_WAIT = Duration.ofHours(2);

  private MeasuringTurn() {}

  /// Takes the machine for a measurement until the lock is closed.
  ///
  /// @param waitForOthers whether to wait for another measurement; else it is an error
  /// @param say hears for whom it waits
  public static MeasurementLock take(boolean waitForOthers, Consumer<String> say) {
    return MeasurementLock.acquire(
        waitForOthers ? LONGEST_WAIT : Duration.ZERO,
        holder -> say.accept("waiting for the measurement of " + holder + " to end ..."));
  }
}
