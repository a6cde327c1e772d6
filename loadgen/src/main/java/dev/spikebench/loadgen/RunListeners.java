package dev.spikebench.loadgen;

import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.recording.IntervalListener;
import org.jspecify.annotations.Nullable;

/// Who is told of a run while it lasts; all on the thread that called the load generator.
///
/// @param progress is told how it goes, several times a second
/// @param intervals is told of each interval of the measured part as it ends; null for nobody
public record RunListeners(ProgressListener progress, @Nullable IntervalListener intervals) {
  /// Nobody.
  public static final RunListeners SILENT = new RunListeners(ProgressListener.SILENT, null);
}
