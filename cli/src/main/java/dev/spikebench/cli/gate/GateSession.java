package dev.spikebench.cli.gate;

import dev.spikebench.backends.doctor.QuietCheck;
import dev.spikebench.backends.doctor.QuietVerdict;
import dev.spikebench.backends.environment.EnvironmentProbe;
import dev.spikebench.backends.launch.LaunchException;
import dev.spikebench.backends.launch.Leftovers;
import dev.spikebench.backends.launch.Leftovers.Leftover;
import dev.spikebench.cli.Interruption;
import dev.spikebench.cli.ProgramVersion;
import dev.spikebench.cli.compare.OutputFolder;
import dev.spikebench.loadgen.LoadGenerator;
import dev.spikebench.loadgen.LoadOptions;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.results.design.Arm;
import dev.spikebench.results.design.PairedPlan;
import dev.spikebench.results.gate.GateJudge;
import dev.spikebench.results.gate.GateJudgement;
import dev.spikebench.results.json.GateFiles;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateDesign;
import dev.spikebench.results.model.GateFault;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.RunStatus;
import dev.spikebench.results.model.Tool;
import dev.spikebench.results.stats.verdict.LookPlan;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// One session of a gate, from building both sides to the verdict. Used by one thread.
final class GateSession {
  /// Its name in a session's folder while it runs.
  static final String JOURNAL = "gate-results.partial.json";

  private static final List<Arm> ARMS =
      List.of(
          new Arm(GateArm.BASELINE, Arm.Role.BASELINE),
          new Arm(GateArm.CANDIDATE, Arm.Role.CANDIDATE),
          new Arm(GateArm.CONTROL, Arm.Role.CONTROL));

  private final GateOptions options;
  private final GateProgress progress;
  private final Interruption interruption;
  private final Clock clock;

  GateSession(GateOptions options, GateProgress progress, Interruption interruption, Clock clock) {
    this.options = options;
    this.progress = progress;
    this.interruption = interruption;
    this.clock = clock;
  }

  /// Runs the session. The measurement lock is held by the caller.
  ///
  /// @param output opened by the caller, before anything else runs
  /// @param sides finds both sides; closed by the caller
  GateResults run(OutputFolder output, GateSides sides) {
    Instant startedAt = clock.instant();
    QuietVerdict quiet = QuietCheck.run();
    quiet.reasons().forEach(it -> progress.say("note: " + it));
    for (Leftover leftover : Leftovers.find(options.workDirectory())) {
      progress.say("clearing up what an earlier run left in " + leftover.directory());
      Leftovers.clean(leftover);
    }
    GateSide baseline = sides.find(GateArm.BASELINE, options.baseline());
    GateSide candidate = sides.find(GateArm.CANDIDATE, options.candidate());
    GatePreparation preparation =
        new GatePreparation(output, options.workDirectory(), interruption, progress::say);
    preparation.run(List.of(baseline, candidate));
    Environment environment = EnvironmentProbe.probe(options.workDirectory(), quiet);
    Setting setting = new Setting(output, baseline, candidate, preparation, environment, startedAt);
    if (!preparation.faults().isEmpty() || interruption.requested()) {
      return unmeasured(setting, preparation.faults());
    }
    return measure(setting);
  }

  /// What is known before anything is measured.
  private record Setting(
      OutputFolder output,
      GateSide baseline,
      GateSide candidate,
      GatePreparation preparation,
      Environment environment,
      Instant startedAt) {

    boolean restart() {
      return baseline instanceof GateSide.Launched && candidate instanceof GateSide.Launched;
    }

    Map<String, GateSide> sides() {
      return Map.of(
          GateArm.BASELINE, baseline, GateArm.CANDIDATE, candidate, GateArm.CONTROL, baseline);
    }

    List<GateArm> arms() {
      GateArm first = baseline.arm();
      GateArm control =
          new GateArm(
              GateArm.CONTROL,
              first.ref(),
              first.backendId(),
              first.revision(),
              first.uncommitted(),
              first.address(),
              first.addedCpuShare());
      return List.of(first, candidate.arm(), control);
    }
  }

  private GateRecord record(Setting setting, GateDesign design) {
    Environment environment = setting.environment();
    return new GateRecord(
        options,
        new Tool("spikebench", ProgramVersion.current(), environment.source().commit().value()),
        environment,
        design,
        Workload.spec(),
        setting.arms(),
        setting.preparation().facts(),
        setting.startedAt(),
        clock);
  }

  private GateResults unmeasured(Setting setting, List<GateFault> faults) {
    GateRecord record = record(setting, options.unmeasured(setting.restart()));
    faults.forEach(record::add);
    return record.concluded(RunStatus.FAILED);
  }

  private GateResults measure(Setting setting) {
    LoadOptions loadOptions = LoadOptions.defaults().withSeed(options.seed());
    try (LoadGenerator generator = LoadGenerator.create(loadOptions)) {
      interruption.whenRequested(generator::cancel);
      progress.say("warming up the load generator on a server inside its own process ...");
      boolean settled = generator.warmUp(ProgressListener.SILENT).converged();
      GateDesign design;
      try {
        design = design(setting, generator, loadOptions);
      } catch (LaunchException | TargetException e) {
        return unmeasured(setting, pilotFault(e));
      }
      GateRecord record = record(setting, design);
      if (!settled) {
        record.warn("The load generator's own figures had not settled when its warm-up ended.");
      }
      if (!setting.restart()) {
        record.warn(
            "A target that runs already is not launched anew: the luck of its launch is in every"
                + " figure.");
      }
      return record.concluded(epochs(setting, generator, record));
    }
  }

  private List<GateFault> pilotFault(RuntimeException failure) {
    return interruption.requested()
        ? List.of()
        : List.of(
            new GateFault(
                GateFault.Kind.UNAVAILABLE,
                GateArm.BASELINE,
                String.valueOf(failure.getMessage())));
  }

  /// Looks once at what the baseline can do, then lays the session out.
  private GateDesign design(Setting setting, LoadGenerator generator, LoadOptions loadOptions) {
    progress.say("looking at what the baseline can do ...");
    try (LiveArm arm = pilotArm(setting)) {
      Pilot pilot = Pilot.of(arm, Workload.spec(), loadOptions, options.shape().warmup(), clock);
      Double rate = options.rate();
      GateDesign design =
          options.design(
              setting.restart(),
              rate == null ? pilot.pacedPerSecond() : rate,
              pilot.saturatedEvents(options.shape().slice(), Workload.spec().batchSize()),
              pilot.warmupEvents());
      new SliceRunner(generator, Workload.spec(), design, clock).rehearse(arm);
      progress.say(
          "  %.0f requests/s at most; slices are paced at %.0f"
              .formatted(pilot.requestsPerSecond(), design.pacedRequestsPerSecond()));
      return design;
    }
  }

  private LiveArm pilotArm(Setting setting) {
    return switch (setting.baseline()) {
      case GateSide.Launched side ->
          LiveArm.launch(
              GateArm.BASELINE, side, options.workDirectory(), setting.output(), "pilot");
      case GateSide.Address side -> LiveArm.at(GateArm.BASELINE, side.url(), setting.output());
    };
  }

  private RunStatus epochs(Setting setting, LoadGenerator generator, GateRecord record) {
    LookPlan plan = GateJudge.plan(record.design());
    Path journal = setting.output().path().resolve(JOURNAL);
    EpochRunner runner =
        new EpochRunner(
            setting.sides(),
            new PairedPlan(ARMS, record.design().slicesPerEpoch(), options.seed()),
            new SliceRunner(generator, Workload.spec(), record.design(), clock),
            options.workDirectory(),
            setting.output(),
            interruption);
    long beganNs = System.nanoTime();
    for (int epoch = 1; epoch <= plan.mostEpochs(); epoch++) {
      runner.run(epoch, record);
      if (interruption.requested()) {
        record.dropAfter(epoch - 1);
        record.warn("The session was interrupted after %d epochs.".formatted(epoch - 1));
        return RunStatus.PARTIAL;
      }
      FigureCheck.addFaults(record, epoch);
      if (record.ruined()) {
        return RunStatus.FAILED;
      }
      GateFiles.write(journal, record.results(RunStatus.PARTIAL));
      Duration each = Duration.ofNanos(System.nanoTime() - beganNs).dividedBy(epoch);
      if (ended(plan, epoch, record)) {
        return RunStatus.COMPLETE;
      }
      if (epoch < plan.mostEpochs()) {
        progress.epoch(epoch, plan, each);
      }
      if (each.multipliedBy(epoch + 1L).compareTo(options.maxTime()) > 0) {
        record.warn("The time of --max-time was up after %d epochs.".formatted(epoch));
        return RunStatus.COMPLETE;
      }
    }
    return RunStatus.COMPLETE;
  }

  private boolean ended(LookPlan plan, int epoch, GateRecord record) {
    if (!plan.looks().contains(epoch)) {
      return false;
    }
    GateJudgement judgement = record.judge();
    progress.look(judgement);
    return judgement.looks().getLast().outcome() != LookPlan.Outcome.INCONCLUSIVE;
  }
}
