package dev.spikebench.backends.observe;

import dev.spikebench.results.model.Measurement;

/// The resources of a process and its descendants at one moment. Sums over the processes that lived
/// then; CPU time is that of ended children too, once their parents waited for them.
///
/// @param atNs `System.nanoTime()` of the reading
/// @param processes how many processes lived
/// @param rssBytes resident memory; pages that processes share are counted in each
/// @param cpuNs user and system time since the start; resolution of a clock tick, mostly 10 ms
/// @param threads threads
/// @param openFiles open files
/// @param contextSwitches of the threads that lived, since their start
/// @param bytesWritten to storage since the start, as the kernel accounts it
public record ProcessReading(
    long atNs,
    int processes,
    Measurement rssBytes,
    Measurement cpuNs,
    Measurement threads,
    Measurement openFiles,
    Measurement contextSwitches,
    Measurement bytesWritten) {

  /// What was used between an earlier reading and this one.
  public ProcessUsage since(ProcessReading earlier) {
    return new ProcessUsage(
        atNs - earlier.atNs,
        rise(earlier.cpuNs, cpuNs),
        rise(earlier.contextSwitches, contextSwitches),
        rise(earlier.bytesWritten, bytesWritten));
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
        : Measurement.unavailable("threads or processes ended between the two readings");
  }
}
