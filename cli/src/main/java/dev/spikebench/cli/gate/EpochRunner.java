package dev.spikebench.cli.gate;

import dev.spikebench.backends.launch.LaunchException;
import dev.spikebench.cli.Interruption;
import dev.spikebench.cli.compare.OutputFolder;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.results.design.Arm;
import dev.spikebench.results.design.PairedPlan;
import dev.spikebench.results.model.Fact;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateFault;
import dev.spikebench.results.model.GateLaunch;
import dev.spikebench.results.model.GateSlice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Measures one epoch: every arm is started, warmed up with the same work, measured in slices that
/// take turns while all of them live, and stopped. Used by one thread.
final class EpochRunner {
  private final Map<String, GateSide> sides;
  private final PairedPlan plan;
  private final SliceRunner slices;
  private final Path workDirectory;
  private final OutputFolder output;
  private final Interruption interruption;

  /// @param sides the side that each arm is a launch of
  EpochRunner(
      Map<String, GateSide> sides,
      PairedPlan plan,
      SliceRunner slices,
      Path workDirectory,
      OutputFolder output,
      Interruption interruption) {
    this.sides = Map.copyOf(sides);
    this.plan = plan;
    this.slices = slices;
    this.workDirectory = workDirectory;
    this.output = output;
    this.interruption = interruption;
  }

  /// An arm with what is known of its launch before its slices.
  private record Started(LiveArm arm, int place, long warmupNs, Fact synchronous) {}

  /// Runs the epoch and adds what it measures to the record. Where an arm fails, the record has the
  /// fault; where the process was told to end, the record lacks slices.
  void run(int epoch, GateRecord record) {
    Map<String, Started> started = new LinkedHashMap<>();
    try {
      if (start(epoch, record, started) && measure(epoch, record, started)) {
        end(epoch, record, started);
      }
    } finally {
      started.values().forEach(it -> it.arm().close());
    }
  }

  private boolean start(int epoch, GateRecord record, Map<String, Started> started) {
    for (Arm arm : plan.starts(epoch)) {
      if (interruption.requested()) {
        return false;
      }
      try {
        LiveArm live = open(epoch, arm.id());
        started.put(arm.id(), new Started(live, started.size() + 1, 0, live.synchronous()));
      } catch (LaunchException e) {
        record.add(unavailable(arm.id(), e));
        return false;
      }
    }
    return comparable(record, started) && warmUp(record, started);
  }

  private LiveArm open(int epoch, String arm) {
    return switch (Objects.requireNonNull(sides.get(arm), arm)) {
      case GateSide.Launched side ->
          LiveArm.launch(arm, side, workDirectory, output, "epoch-%03d".formatted(epoch));
      case GateSide.Address side -> LiveArm.at(arm, side.url(), output);
    };
  }

  /// Another promise of what a crash leaves is another product.
  private static boolean comparable(GateRecord record, Map<String, Started> started) {
    String baseline = level(started, GateArm.BASELINE);
    String candidate = level(started, GateArm.CANDIDATE);
    if (baseline == null || candidate == null || baseline.equals(candidate)) {
      return true;
    }
    record.incomparable(
        "The baseline writes with SQLite's synchronous level %s, the candidate with %s: they do not promise the same of acknowledged events."
            .formatted(baseline, candidate));
    return false;
  }

  private static @Nullable String level(Map<String, Started> started, String arm) {
    return Objects.requireNonNull(started.get(arm), arm).synchronous().value();
  }

  private boolean warmUp(GateRecord record, Map<String, Started> started) {
    for (Started launch : List.copyOf(started.values())) {
      String arm = launch.arm().id();
      if (record.design().warmupEvents() == 0) {
        continue;
      }
      try {
        long tookNs = slices.warmUp(launch.arm());
        started.put(arm, new Started(launch.arm(), launch.place(), tookNs, launch.synchronous()));
      } catch (TargetException e) {
        addUnlessInterrupted(record, launch.arm(), e);
        return false;
      }
      if (interruption.requested()) {
        return false;
      }
    }
    started.values().forEach(it -> it.arm().settle());
    return true;
  }

  private boolean measure(int epoch, GateRecord record, Map<String, Started> started) {
    for (PairedPlan.Slice place : plan.slices(epoch)) {
      LiveArm arm = Objects.requireNonNull(started.get(place.arm().id())).arm();
      if (interruption.requested()) {
        return false;
      }
      try {
        SliceRunner.Outcome outcome = slices.run(record.nextSequence(), place, arm);
        GateSlice slice = outcome.slice();
        if (slice == null) {
          return false;
        }
        record.add(slice);
        GateFault fault = outcome.fault();
        if (fault != null) {
          record.add(fault);
          return false;
        }
      } catch (TargetException e) {
        addUnlessInterrupted(record, arm, e);
        return false;
      }
    }
    return true;
  }

  private static void end(int epoch, GateRecord record, Map<String, Started> started) {
    for (Started launch : started.values()) {
      LiveArm arm = launch.arm();
      record.add(
          new GateLaunch(
              epoch,
              launch.place(),
              arm.id(),
              arm.identity(),
              arm.startupNs(),
              arm.peakRssBytes(),
              launch.warmupNs(),
              launch.synchronous()));
    }
    for (Started launch : started.values()) {
      String problem = launch.arm().stopAndCheck();
      if (problem != null) {
        record.add(new GateFault(GateFault.Kind.LOST_EVENTS, launch.arm().id(), problem));
      }
    }
  }

  /// Whoever interrupts a session may end its backends too.
  private void addUnlessInterrupted(GateRecord record, LiveArm arm, TargetException failure) {
    if (!interruption.requested()) {
      record.add(died(arm, failure));
    }
  }

  private static GateFault unavailable(String arm, LaunchException failure) {
    return new GateFault(GateFault.Kind.UNAVAILABLE, arm, String.valueOf(failure.getMessage()));
  }

  private static GateFault died(LiveArm arm, TargetException failure) {
    List<String> words = new ArrayList<>(List.of(String.valueOf(failure.getMessage())));
    List<String> lines = arm.lastOutput();
    if (!lines.isEmpty()) {
      words.add("its last line: " + lines.getLast());
    }
    return new GateFault(GateFault.Kind.UNAVAILABLE, arm.id(), String.join("; ", words));
  }
}
