package dev.spikebench.cli.load;

import dev.spikebench.backends.observe.PeakMemory;
import dev.spikebench.backends.observe.ProcessObserver;
import dev.spikebench.cli.load.SyncPass.Syncs;
import dev.spikebench.cli.target.OpenTarget;
import dev.spikebench.cli.threshold.RunFigures;
import dev.spikebench.cli.threshold.TargetFigures;
import dev.spikebench.cli.threshold.Threshold;
import dev.spikebench.loadgen.LoadResult;
import dev.spikebench.results.model.Measurement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts together all that is told of a run: what the load generator found, the target's figures
/// beside it, and how the thresholds came out. Used by one thread.
final class RunReports {
  private final LoadRequest request;
  private final RunOutputs outputs;
  private final OpenTarget target;
  private final @Nullable TargetMarks marks;

  /// @param marks of the target's observer; null where it has none
  RunReports(
      LoadRequest request, RunOutputs outputs, OpenTarget target, @Nullable TargetMarks marks) {
    this.request = request;
    this.outputs = outputs;
    this.target = target;
    this.marks = marks;
  }

  /// The report of a result.
  RunReport of(LoadResult result, Syncs syncs) {
    boolean judged = !result.interrupted() || outputs.aborted();
    RunFigures figures = RunFigures.of(result, targetFigures());
    List<Threshold.Outcome> outcomes =
        request.outputs().thresholds().stream()
            .filter(threshold -> judged)
            .map(threshold -> threshold.check(figures.value(threshold.figure())))
            .toList();
    return new RunReport(
        result,
        ProcessDocument.of(target, marks, syncs),
        outputs.rates(),
        outcomes,
        outputs.aborted());
  }

  private TargetFigures targetFigures() {
    ProcessObserver observer = target.observer();
    if (observer == null) {
      return TargetFigures.unknown();
    }
    PeakMemory peak = marks == null ? null : marks.peak();
    return new TargetFigures(
        observer.figures().idleRssBytes(),
        peak == null
            ? Measurement.unavailable("the measured part was not reached")
            : peak.rssBytes(),
        target.startupNs());
  }
}
