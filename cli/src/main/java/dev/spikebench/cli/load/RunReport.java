package dev.spikebench.cli.load;

import dev.spikebench.cli.threshold.Threshold;
import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.loadgen.recording.RateSpread;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that is told of one run.
///
/// @param result what the load generator found
/// @param process figures of the target, each with its value or the reason why there is none
/// @param rates how the rate differed between the intervals
/// @param thresholds how the thresholds came out; empty where none was set or a signal ended the
///   run
/// @param aborted whether a breached threshold ended the run
record RunReport(
    LoadResult result,
    Map<String, @Nullable Object> process,
    RateSpread rates,
    List<Threshold.Outcome> thresholds,
    boolean aborted) {
  /// Copies the list.
  RunReport {
    thresholds = List.copyOf(thresholds);
  }

  /// Whether a signal ended the run.
  boolean interrupted() {
    return result.interrupted() && !aborted;
  }

  /// Whether every threshold held.
  boolean thresholdsHeld() {
    return thresholds.stream().allMatch(Threshold.Outcome::held);
  }
}
