package dev.spikebench.cli.calibrate;

import dev.spikebench.loadgen.model.Phase;
import dev.spikebench.loadgen.model.Progress;
import dev.spikebench.loadgen.model.ProgressListener;
import org.jspecify.annotations.Nullable;

/// Does something beside the measured part of a run, from its begin on, on a thread of its own.
final class Meanwhile implements ProgressListener {
  private final Runnable action;
  private @Nullable Thread thread;

  Meanwhile(Runnable action) {
    this.action = action;
  }

  @Override
  public void phaseStarted(Phase phase) {
    if (phase == Phase.MEASURED) {
      thread = Thread.ofPlatform().daemon().name("meanwhile").start(action);
    }
  }

  @Override
  public void progress(Progress progress) {
    // The check says what it found when it is over.
  }

  /// Waits for the action's end.
  void await() {
    Thread running = thread;
    if (running == null) {
      return;
    }
    try {
      running.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
