package dev.spikebench.cli.load;

import dev.spikebench.backends.observe.MachineReading;
import dev.spikebench.backends.observe.PeakMemory;
import dev.spikebench.backends.observe.ProcessObserver;
import dev.spikebench.backends.observe.ProcessReading;
import dev.spikebench.backends.observe.ProcessUsage;
import dev.spikebench.backends.observe.SampleSeries;
import dev.spikebench.backends.observe.TargetSample;
import dev.spikebench.loadgen.model.Phase;
import dev.spikebench.loadgen.model.Progress;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.results.model.Interference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the target's resources right before and right after the measured part of a run, and keeps
/// the samples in between. Called on the load generator's calling thread, outside its clock.
public final class TargetMarks implements ProgressListener {
  /// Two and a half minutes at four a second; longer parts are kept with fewer samples.
  private static final int MOST_SAMPLES = 600;

  private final ProcessObserver observer;
  private final ProgressListener next;
  private final SampleSeries series = new SampleSeries(MOST_SAMPLES);
  private boolean peakReset;
  private @Nullable ProcessReading before;
  private @Nullable ProcessReading after;
  private @Nullable PeakMemory peak;
  private @Nullable MachineReading machineBefore;
  private @Nullable MachineReading machineAfter;

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
      peakReset = observer.resetPeak();
      observer.addListener(series);
      machineBefore = MachineReading.now();
      before = observer.mark();
    }
  }

  @Override
  public void phaseEnded(Phase phase) {
    if (phase == Phase.MEASURED && before != null) {
      after = observer.mark();
      machineAfter = MachineReading.now();
      observer.removeListener(series);
      peak = observer.figures().peak();
    }
    next.phaseEnded(phase);
  }

  /// What the process used in the measured part; null where that part was not reached.
  public @Nullable ProcessUsage usage() {
    ProcessReading start = before;
    ProcessReading end = after;
    return start == null || end == null ? null : end.since(start);
  }

  /// What else the machine did in the measured part; null where that part was not reached.
  ///
  /// @param throttledNs time for which a quota held the load generator back
  public @Nullable Interference interference(long throttledNs) {
    MachineReading start = machineBefore;
    MachineReading end = machineAfter;
    ProcessUsage usage = usage();
    if (start == null || end == null || usage == null) {
      return null;
    }
    Double pressure = end.pressureSince(start);
    Double stolen = end.stolenCoresSince(start);
    Double switches = usage.involuntarySwitches().value();
    boolean all = pressure != null && stolen != null && switches != null;
    return new Interference(
        pressure, stolen, switches, throttledNs, all ? null : "the system does not tell it");
  }

  /// The reading at the end of the measured part; null where that was not reached.
  public @Nullable ProcessReading end() {
    return after;
  }

  /// The peak of the measured part, or of the time since the start of the process where the system
  /// does not let it start again; null where the measured part was not reached.
  public @Nullable PeakMemory peak() {
    return peak;
  }

  /// What time [#peak()] is of, in words.
  public String peakOf() {
    return peakReset ? "the measured part" : "the time since its start";
  }

  /// When the measured part began, by `System.nanoTime()`; null where it did not.
  public @Nullable Long startNs() {
    return before == null ? null : (Long) before.atNs();
  }

  /// The samples of the measured part, in the order of time.
  public List<TargetSample> samples() {
    return series.samples();
  }

  /// How many samples stand behind each one of [#samples()].
  public long stride() {
    return series.stride();
  }
}
