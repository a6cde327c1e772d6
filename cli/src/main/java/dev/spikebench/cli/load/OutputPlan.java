package dev.spikebench.cli.load;

import dev.spikebench.cli.threshold.Threshold;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a run leaves behind besides its document, and what it has to meet.
///
/// @param percentiles file for the percentile distribution (`.hgrm`); null for none
/// @param intervalLog file for the histogram log of intervals (`.hlog`); null for none
/// @param timeSeries file for a line of JSON an interval; null for none
/// @param thresholds conditions the run has to meet
/// @param abortDelay time after which a breach ends the run; null where the run goes on to its end
public record OutputPlan(
    @Nullable Path percentiles,
    @Nullable Path intervalLog,
    @Nullable Path timeSeries,
    List<Threshold> thresholds,
    @Nullable Duration abortDelay) {
  /// Copies the list.
  public OutputPlan {
    thresholds = List.copyOf(thresholds);
  }
}
