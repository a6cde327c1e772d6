package dev.spikebench.cli.compare;

import dev.spikebench.backends.doctor.QuietCheck;
import dev.spikebench.backends.doctor.QuietVerdict;
import dev.spikebench.backends.environment.EnvironmentProbe;
import dev.spikebench.backends.launch.Leftovers;
import dev.spikebench.backends.launch.Leftovers.Leftover;
import dev.spikebench.cli.Interruption;
import dev.spikebench.cli.text.Quantity;
import dev.spikebench.loadgen.LoadGenerator;
import dev.spikebench.loadgen.LoadOptions;
import dev.spikebench.loadgen.StreamOptions;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.loadgen.model.SelfWarmUp;
import dev.spikebench.results.design.RunOrder;
import dev.spikebench.results.design.RunOrder.Slot;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.MetricIds;
import dev.spikebench.results.model.OpenRun;
import dev.spikebench.results.stats.precision.FixedWidth;
import dev.spikebench.results.stats.precision.FixedWidth.Decision;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The main job: builds what is missing, runs the parity cases, then measures the backends that
/// passed in fresh processes, interleaved in balanced random order.
final class Comparison {
  private final CompareOptions options;
  private final CompareProgress progress;
  private final Interruption interruption;
  private final Clock clock;
  private final List<String> warnings = new ArrayList<>();
  private final List<Iteration> iterations = new ArrayList<>();
  private final List<OpenRun> openRuns = new ArrayList<>();

  /// How often each backend is measured: fewer than asked for once intervals are narrow enough.
  private int rounds;

  Comparison(
      CompareOptions options, CompareProgress progress, Interruption interruption, Clock clock) {
    this.interruption = interruption;
    this.options = options;
    this.rounds = options.iterations();
    this.progress = progress;
    this.clock = clock;
  }

  /// Runs the whole job on the calling thread. The measurement lock is held by the caller.
  ///
  /// @param output opened by the caller, before anything else runs
  /// @return the record of what was measured; partial where the process was told to end meanwhile
  BenchmarkResults run(OutputFolder output, List<Candidate> candidates) {
    Instant startedAt = clock.instant();
    // Before anything of our own runs: builds and parity cases would look like others' disturbance.
    QuietVerdict quiet = QuietCheck.run();
    quiet.reasons().forEach(it -> progress.say("note: " + it));
    for (Leftover leftover : Leftovers.find(options.workDirectory())) {
      progress.say("clearing up what an earlier run left in " + leftover.directory());
      Leftovers.clean(leftover);
    }
    new Preparation(runs(output), output, interruption, progress::say).run(candidates);
    Environment environment = EnvironmentProbe.probe(options.workDirectory(), quiet);
    List<Candidate> measurable = candidates.stream().filter(Candidate::measurable).toList();
    if (!measurable.isEmpty() && !interruption.requested()) {
      measure(output, measurable);
    }
    return ResultAssembler.assemble(
            options,
            rounds,
            environment,
            candidates,
            iterations,
            startedAt,
            clock.instant(),
            warnings)
        .withOpenRuns(openRuns)
        .withMicrobenchmarks(options.microbenchmarks());
  }

  private void measure(OutputFolder output, List<Candidate> measurable) {
    List<Slot> order =
        RunOrder.schedule(
            measurable.stream().map(Candidate::id).toList(), options.iterations(), options.seed());
    Map<String, Candidate> byId =
        measurable.stream().collect(Collectors.toMap(Candidate::id, Function.identity()));
    LoadOptions loadOptions =
        LoadOptions.defaults().withSeed(options.seed()).withStreams(options.streams());
    LoadOptions plainOptions =
        loadOptions.withStreams(StreamOptions.NONE).withSelfWarmUp(false).withHeadroomCheck(false);
    try (LoadGenerator generator = LoadGenerator.create(loadOptions);
        LoadGenerator plain = LoadGenerator.create(plainOptions)) {
      interruption.whenRequested(plain::cancel);
      interruption.whenRequested(generator::cancel);
      warmUp(generator);
      // Before any backend runs, so that no iteration has to do it beside its own.
      generator.checkHeadroom(options.workload(), ProgressListener.SILENT);
      look(measurable, plain, output);
      IterationRunner runner =
          new IterationRunner(generator, options.workload(), runs(output), clock);
      UntilNarrow untilNarrow = untilNarrow(measurable);
      for (Slot slot : order) {
        if (untilNarrow != null && slot.slot() == 1 && narrowEnough(untilNarrow)) {
          rounds = slot.round() - 1;
          break;
        }
        if (interruption.requested()) {
          warnings.add(
              "The run was interrupted after %d of %d iterations."
                  .formatted(iterations.size(), order.size()));
          return;
        }
        long beganNs = System.nanoTime();
        Iteration iteration = runner.run(slot, Objects.requireNonNull(byId.get(slot.backendId())));
        iterations.add(iteration);
        progress.iteration(iteration, order.size(), System.nanoTime() - beganNs);
      }
      if (untilNarrow != null && rounds == options.iterations() && !narrowEnough(untilNarrow)) {
        warnings.add(
            "After the most iterations allowed, %d of each backend, the interval of at least one median throughput is still wider than was asked for."
                .formatted(rounds));
      }
    }
    measureOpenLoop(output, measurable);
  }

  private @Nullable UntilNarrow untilNarrow(List<Candidate> measurable) {
    FixedWidth rule = options.stopping();
    return rule == null
        ? null
        : new UntilNarrow(rule, measurable.stream().map(Candidate::id).toList());
  }

  private boolean narrowEnough(UntilNarrow untilNarrow) {
    Decision decision = untilNarrow.after(iterations);
    progress.widths(decision);
    return decision instanceof Decision.NarrowEnough;
  }

  /// Each backend at shares of the rate that it reached itself, one share after the other.
  private void measureOpenLoop(OutputFolder output, List<Candidate> measurable) {
    OpenLoopPlan plan = options.openLoop();
    if (plan.shares().isEmpty()) {
      return;
    }
    LoadOptions loadOptions =
        LoadOptions.defaults()
            .withSeed(options.seed())
            .withSelfWarmUp(false)
            .withHeadroomCheck(false)
            .withDuration(plan.duration());
    try (LoadGenerator generator = LoadGenerator.create(loadOptions)) {
      interruption.whenRequested(generator::cancel);
      OpenRunner runner =
          new OpenRunner(generator, options.workload(), plan.duration(), runs(output), clock);
      for (double share : plan.shares()) {
        for (Candidate candidate : measurable) {
          if (interruption.requested()) {
            return;
          }
          Double closed = closedPerSecond(candidate);
          if (closed != null) {
            OpenRun run = runner.run(openRuns.size() + 1, candidate, share, closed);
            openRuns.add(run);
            progress.openRun(run);
          }
        }
      }
    }
  }

  /// Median requests a second of the valid iterations; null where there is none.
  private @Nullable Double closedPerSecond(Candidate candidate) {
    List<Double> rates =
        iterations.stream()
            .filter(it -> it.valid() && it.backendId().equals(candidate.id()))
            .map(it -> it.value(MetricIds.THROUGHPUT))
            .filter(Objects::nonNull)
            .sorted()
            .toList();
    return rates.isEmpty()
        ? null
        : (Double) (rates.get(rates.size() / 2) / options.workload().batchSize());
  }

  /// What is found out of each backend once, before any is measured: the level that its syncs are
  /// those of, and what it makes of its own SQLite binding.
  private void look(List<Candidate> measurable, LoadGenerator plain, OutputFolder output) {
    SyncProof proof = new SyncProof(plain, options.workDirectory(), clock);
    RawShare share = new RawShare(plain, options.workDirectory(), output, clock);
    for (Candidate candidate : measurable) {
      if (!interruption.requested()) {
        progress.say(candidate.id() + ": counting its syncs ...");
        candidate.provenSynchronous("", proof.of(candidate, Map.of()));
        if (options.rawRates()) {
          progress.say(candidate.id() + ": the raw rate of its SQLite binding ...");
          candidate.rawRates(share.of(candidate));
        }
      }
    }
  }

  private BackendRuns runs(OutputFolder output) {
    return new BackendRuns(options, output);
  }

  private void warmUp(LoadGenerator generator) {
    progress.say("warming up the load generator on a server inside its own process ...");
    SelfWarmUp warmUp = generator.warmUp(ProgressListener.SILENT);
    progress.say(
        "  %s requests in %s, %s requests/s at the end, %s"
            .formatted(
                Quantity.count(warmUp.requests()),
                Quantity.span(Duration.ofNanos(warmUp.elapsedNs())),
                Quantity.rate(warmUp.lastRequestsPerSecond()),
                warmUp.converged() ? "settled" : "not settled"));
    if (!warmUp.converged()) {
      warnings.add("The load generator's own figures had not settled when its warm-up ended.");
    }
  }
}
