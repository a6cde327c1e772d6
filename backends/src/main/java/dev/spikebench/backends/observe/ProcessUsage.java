package dev.spikebench.backends.observe;

import dev.spikebench.results.model.Measurement;

/// What a process and its descendants used between two readings.
///
/// @param elapsedNs time between the two
/// @param cpuNs user and system time
/// @param majorFaults page faults that had to read from storage
/// @param voluntarySwitches context switches because a thread had to wait, of threads that lived at
///   both
/// @param involuntarySwitches those because another was to run
/// @param bytesRead from storage
/// @param bytesWritten to storage
/// @param databaseBytes growth of the database's files together
/// @param deviceFlushes flush requests that the device under the database completed, for all
///   programs together
public record ProcessUsage(
    long elapsedNs,
    Measurement cpuNs,
    Measurement majorFaults,
    Measurement voluntarySwitches,
    Measurement involuntarySwitches,
    Measurement bytesRead,
    Measurement bytesWritten,
    Measurement databaseBytes,
    Measurement deviceFlushes) {

  /// Voluntary and involuntary context switches together.
  public Measurement contextSwitches() {
    Double voluntary = voluntarySwitches.value();
    Double involuntary = involuntarySwitches.value();
    if (voluntary == null) {
      return voluntarySwitches;
    }
    return involuntary == null ? involuntarySwitches : Measurement.of(voluntary + involuntary);
  }
}
