package dev.spikebench.cli.gate;

import dev.spikebench.backends.observe.MachineReading;
import dev.spikebench.backends.observe.ProcessObserver;
import dev.spikebench.backends.observe.ProcessReading;
import dev.spikebench.backends.observe.ProcessUsage;
import dev.spikebench.loadgen.model.Phase;
import dev.spikebench.loadgen.model.Progress;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.results.model.Interference;
import dev.spikebench.results.model.Measurement;
import org.jspecify.annotations.Nullable;

/// Reads the arm's process and the machine right before and right after the measured part of a
/// slice. Called on the load generator's calling thread, outside its clock.
final class SliceMarks implements ProgressListener {
  private final @Nullable ProcessObserver observer;
  private @Nullable ProcessReading before;
  private @Nullable ProcessReading after;
  private @Nullable MachineReading machineBefore;
  private @Nullable MachineReading machineAfter;

  SliceMarks(@Nullable ProcessObserver observer) {
    this.observer = observer;
  }

  @Override
  public void progress(Progress progress) {
    // A slice is over before anybody could read of it.
  }

  @Override
  public void phaseStarted(Phase phase) {
    if (phase == Phase.MEASURED) {
      machineBefore = MachineReading.now();
      before = observer == null ? null : observer.mark();
    }
  }

  @Override
  public void phaseEnded(Phase phase) {
    if (phase == Phase.MEASURED) {
      after = observer == null ? null : observer.mark();
      machineAfter = MachineReading.now();
    }
  }

  /// CPU time of the arm over the measured part.
  Measurement cpuNs() {
    ProcessUsage usage = usage();
    return usage == null
        ? Measurement.unavailable("the target's process is not known")
        : usage.cpuNs();
  }

  private @Nullable ProcessUsage usage() {
    ProcessReading start = before;
    ProcessReading end = after;
    return start == null || end == null ? null : end.since(start);
  }

  /// What else the machine did.
  ///
  /// @param throttledNs time for which a quota held the load generator back
  Interference interference(long throttledNs) {
    MachineReading start = machineBefore;
    MachineReading end = machineAfter;
    ProcessUsage usage = usage();
    Double pressure = start == null || end == null ? null : end.pressureSince(start);
    Double stolen = start == null || end == null ? null : end.stolenCoresSince(start);
    Double switches = usage == null ? null : usage.involuntarySwitches().value();
    boolean all = pressure != null && stolen != null && switches != null;
    return new Interference(
        pressure,
        stolen,
        switches,
        throttledNs,
        all ? null : "this system or target does not tell it");
  }
}
