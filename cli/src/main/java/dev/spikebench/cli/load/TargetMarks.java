package dev.spikebench.cli.load;

import dev.spikebench.backends.observe.ProcessObserver;
import dev.spikebench.backends.observe.ProcessReading;
import dev.spikebench.backends.observe.ProcessUsage;
import dev.spikebench.loadgen.model.Phase;
import dev.spikebench.loadgen.model.Progress;
import dev.spikebench.loadgen.model.ProgressListener;
import org.jspecify.annotations.Nullable;

/// Reads the target's resources right before and right after the measured part of a run. Called on
/// the load generator's calling thread, outside its clock.
public final class TargetMarks implements ProgressListener {
  private final ProcessObserver observer;
  private final ProgressListener next;
  private @Nullable ProcessReading before;
  private @Nullable ProcessUsage usage;

  /// Marks of the observed process; every call goes on to the next listener.
  public TargetMarks(ProcessObserver observer, ProgressListener next) {
    this.observer = observer;
    this.next = next;
  }

  @Override
  public void progress(Progress progress) {
    next.progress(progress);
  }

  @Override
  public void phaseStarted(Phase phase) {
    next.phaseStarted(phase);
    if (phase == Phase.MEASURED) {
      before = observer.mark();
    }
  }

  @Override
  public void phaseEnded(Phase phase) {
    ProcessReading start = before;
    if (phase == Phase.MEASURED && start != null) {
      usage = observer.mark().since(start);
    }
    next.phaseEnded(phase);
  }

  /// What the process used in the measured part; null where that part was not reached.
  public @Nullable ProcessUsage usage() {
    return usage;
  }
}
