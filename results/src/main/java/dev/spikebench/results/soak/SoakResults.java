package dev.spikebench.results.soak;

import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.Tool;
import dev.spikebench.results.stats.trend.Growth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// All that a soak found; the form of `soak-results.json`.
///
/// @param kind always [#KIND]
/// @param schemaVersion version of the layout
/// @param tool the program that wrote it
/// @param startedAt when the load began
/// @param interrupted whether it was ended before its time
/// @param environment where it took place
/// @param plan how it was driven
/// @param limits the slopes that matter
/// @param totals sums
/// @param trends whether memory, open files and threads grew
/// @param verdict over all of them
/// @param outages times in which the target could not be loaded
/// @param afterLoad what of its memory the target gave back
/// @param remarks what a reader should know besides
/// @param intervals the intervals in the order of time
public record SoakResults(
    String kind,
    String schemaVersion,
    Tool tool,
    Instant startedAt,
    boolean interrupted,
    Environment environment,
    SoakPlan plan,
    SoakLimits limits,
    SoakTotals totals,
    List<SoakTrend> trends,
    Growth verdict,
    List<SoakOutage> outages,
    SoakAfterLoad afterLoad,
    List<String> remarks,
    List<SoakInterval> intervals) {
  /// Tells the file of a soak from other result files.
  public static final String KIND = "soak";

  /// Version of the layout that this program writes.
  public static final String SCHEMA_VERSION = "1.0.0";

  /// Checks that it is one, and copies the lists.
  ///
  /// @throws IllegalArgumentException naming the field
  public SoakResults {
    if (!KIND.equals(kind)) {
      throw new IllegalArgumentException("kind must be '" + KIND + "', but is " + kind);
    }
    trends = List.copyOf(trends);
    outages = List.copyOf(outages);
    remarks = List.copyOf(remarks);
    intervals = List.copyOf(intervals);
    for (int index = 1; index < intervals.size(); index++) {
      if (intervals.get(index).startSeconds() < intervals.get(index - 1).startSeconds()) {
        throw new IllegalArgumentException("intervals[" + index + "] begins before the one before");
      }
    }
  }

  /// Seconds of all outages together.
  public double outageSeconds() {
    return outages.stream().mapToDouble(SoakOutage::seconds).sum();
  }

  /// What was wrong with the target, one plain sentence each; empty where nothing was.
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (totals.requestsFailed() > 0) {
      faults.add(
          "%,d of %,d requests failed: %s"
              .formatted(totals.requestsFailed(), totals.requestsSent(), totals.failures()));
    }
    if (!outages.isEmpty()) {
      faults.add(
          String.format(
              Locale.ROOT,
              "it was out of reach %d times, %.1f s together",
              outages.size(),
              outageSeconds()));
    }
    if (totals.miscounted()) {
      faults.add(
          "it stored %,d events where it had acknowledged %,d"
              .formatted(totals.eventsStored(), totals.eventsAcknowledgedThere()));
    }
    SoakStreams streams = totals.streams();
    if (streams != null && streams.faulty()) {
      faults.add(
          "its event stream lost %,d, repeated %,d and swapped %,d messages"
              .formatted(streams.lost(), streams.duplicates(), streams.outOfOrder()));
    }
    return faults;
  }
}
