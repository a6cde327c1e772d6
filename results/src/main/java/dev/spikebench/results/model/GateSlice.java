package dev.spikebench.results.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One slice of load on one arm. Raw, in base units.
///
/// @param sequence place in the order of execution, from 1
/// @param epoch launch epoch, from 1
/// @param subRound sub-round within the epoch, from 1
/// @param slot place within the sub-round, from 1
/// @param arm id of the arm
/// @param load [#PACED] or [#SATURATED]
/// @param startedAt when it began
/// @param elapsedNs from its first request to its last answer
/// @param counts events and requests
/// @param cpuNs CPU time of the arm's processes
/// @param latencyHistogram latencies from plan of successful requests in ns as an HdrHistogram (V2,
///   compressed, base64); null where there were none
/// @param generatorVerdict what limited the load, in the load generator's word
/// @param interference what else the machine did
/// @param dropped why its sub-round must not be used, by a rule written down before the run; null
///   where it may be
public record GateSlice(
    int sequence,
    int epoch,
    int subRound,
    int slot,
    String arm,
    String load,
    Instant startedAt,
    long elapsedNs,
    LoadCounts counts,
    Measurement cpuNs,
    @Nullable String latencyHistogram,
    String generatorVerdict,
    Interference interference,
    @Nullable String dropped) {

  /// Loaded by a plan, at a rate well below what the arm can do.
  public static final String PACED = "paced";

  /// Loaded in a closed loop.
  public static final String SATURATED = "saturated";

  /// @throws IllegalArgumentException when a value is missing or out of range
  public GateSlice {
    Checks.atLeast("slice.sequence", 1, sequence);
    Checks.atLeast("slice.epoch", 1, epoch);
    Checks.atLeast("slice.subRound", 1, subRound);
    Checks.atLeast("slice.slot", 1, slot);
    Checks.id("slice.arm", arm);
    if (!PACED.equals(load) && !SATURATED.equals(load)) {
      throw Checks.bad("slice.load", load, "paced or saturated");
    }
    Checks.present("slice.startedAt", startedAt);
    Checks.atLeast("slice.elapsedNs", 0, elapsedNs);
    Checks.present("slice.counts", counts);
    Checks.present("slice.cpuNs", cpuNs);
    Checks.optionalText("slice.latencyHistogram", latencyHistogram);
    Checks.text("slice.generatorVerdict", generatorVerdict);
    Checks.present("slice.interference", interference);
    Checks.optionalText("slice.dropped", dropped);
  }

  /// Whether it was loaded by a plan.
  public boolean paced() {
    return PACED.equals(load);
  }
}
