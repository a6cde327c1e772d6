package dev.spikebench.results.model;

/// One launch of an arm, which lives for an epoch.
///
/// @param epoch launch epoch, from 1
/// @param place place in the order of starts, from 1
/// @param arm id of the arm
/// @param identity the process that was measured
/// @param startupNs from starting the process to its first healthy answer
/// @param peakRssBytes highest resident set by the end of the epoch
/// @param warmupNs how long its warm-up took
/// @param synchronous SQLite level that it told, since another promise is no fair comparison
public record GateLaunch(
    int epoch,
    int place,
    String arm,
    Identity identity,
    Measurement startupNs,
    Measurement peakRssBytes,
    long warmupNs,
    Fact synchronous) {

  /// @throws IllegalArgumentException when a value is missing or out of range
  public GateLaunch {
    Checks.atLeast("launch.epoch", 1, epoch);
    Checks.atLeast("launch.place", 1, place);
    Checks.id("launch.arm", arm);
    Checks.present("launch.identity", identity);
    Checks.present("launch.startupNs", startupNs);
    Checks.present("launch.peakRssBytes", peakRssBytes);
    Checks.atLeast("launch.warmupNs", 0, warmupNs);
    Checks.present("launch.synchronous", synchronous);
  }
}
