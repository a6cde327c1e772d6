package dev.spikebench.backends.observe;

import dev.spikebench.results.model.Measurement;

/// What an observer knows of its process so far.
///
/// @param currentRssBytes resident memory at the last reading
/// @param idleRssBytes resident memory at rest, once [ProcessObserver#awaitIdle] has measured it
/// @param peak the most resident memory since the last [ProcessObserver#resetPeak], or since the
///   start of the process where there was none
/// @param highest the most resident memory since the start of the process, whatever was reset; of a
///   peak from samples, since the observer started
/// @param cpuNs user and system time since the start of the process
/// @param last the last full reading
/// @param samples how many samples were taken
/// @param samplerCpuShare CPU time of the sampling thread, as a share of one core over the time of
///   the watching
public record ProcessFigures(
    Measurement currentRssBytes,
    Measurement idleRssBytes,
    PeakMemory peak,
    PeakMemory highest,
    Measurement cpuNs,
    ProcessReading last,
    long samples,
    Measurement samplerCpuShare) {

  /// The memory of [#peak()].
  public Measurement peakRssBytes() {
    return peak.rssBytes();
  }
}
