package dev.spikebench.backends.observe;

import dev.spikebench.results.model.Measurement;

/// The resources of a process and its descendants at one moment. Sums over the processes that lived
/// then; CPU time, faults and bytes are those of ended children too, once their parents waited for
/// them.
///
/// @param atNs `System.nanoTime()` of the reading
/// @param processes how many processes lived
/// @param rssBytes resident memory; pages that processes share are counted in each
/// @param cpuNs user and system time since the start; in the resolution of a clock tick, mostly 10
///   ms, where the system does not tell the clock of a process
/// @param threads threads
/// @param majorFaults page faults that had to read from storage, since the start
/// @param openFiles open files, sockets among them
/// @param voluntarySwitches context switches because a thread had to wait, of the threads that
///   lived, since their start
/// @param involuntarySwitches those because another was to run
/// @param bytesRead from storage since the start, as the kernel accounts it
/// @param bytesWritten to storage since the start, as the kernel accounts it
/// @param database sizes of the database's files
/// @param deviceFlushes flush requests that the device under the database has completed since the
///   system's boot, for all programs together
public record ProcessReading(
    long atNs,
    int processes,
    Measurement rssBytes,
    Measurement cpuNs,
    Measurement threads,
    Measurement majorFaults,
    Measurement openFiles,
    Measurement voluntarySwitches,
    Measurement involuntarySwitches,
    Measurement bytesRead,
    Measurement bytesWritten,
    DatabaseReading database,
    Measurement deviceFlushes) {

  /// What was used between an earlier reading and this one.
  public ProcessUsage since(ProcessReading earlier) {
    return new ProcessUsage(
        atNs - earlier.atNs,
        rise(earlier.cpuNs, cpuNs),
        rise(earlier.majorFaults, majorFaults),
        rise(earlier.voluntarySwitches, voluntarySwitches),
        rise(earlier.involuntarySwitches, involuntarySwitches),
        rise(earlier.bytesRead, bytesRead),
        rise(earlier.bytesWritten, bytesWritten),
        rise(earlier.database.totalBytes(), database.totalBytes()),
        rise(earlier.deviceFlushes, deviceFlushes));
  }

  private static Measurement rise(Measurement from, Measurement to) {
    Double before = from.value();
    Double after = to.value();
    if (before == null) {
      return from;
    }
    if (after == null) {
      return to;
    }
    return after >= before
        ? Measurement.of(after - before)
        : Measurement.unavailable("it is less than at the beginning: something ended or was cut");
  }
}
