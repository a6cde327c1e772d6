package dev.spikebench.cli.study;

import dev.spikebench.cli.Interruption;
import dev.spikebench.cli.compare.BackendRuns;
import dev.spikebench.cli.compare.Candidate;
import dev.spikebench.cli.compare.IterationRunner;
import dev.spikebench.cli.compare.OutputFolder;
import dev.spikebench.cli.compare.RawShare;
import dev.spikebench.cli.compare.SyncProof;
import dev.spikebench.loadgen.LoadGenerator;
import dev.spikebench.loadgen.LoadOptions;
import dev.spikebench.loadgen.model.ProgressListener;
import dev.spikebench.results.design.BalancedOrder.Place;
import dev.spikebench.results.design.RunOrder.Slot;
import dev.spikebench.results.design.Treatment;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.StudyCell;
import dev.spikebench.results.model.StudyFactor;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Measures the cells of a study one after the other, each by a fresh process with a fresh
/// database. Used by one thread.
final class StudyMeasuring {
  private static final int NO_SUBSCRIBERS = 0;

  private final StudyOptions options;
  private final OutputFolder output;
  private final StudyProgress progress;
  private final Interruption interruption;
  private final Clock clock;

  StudyMeasuring(
      StudyOptions options,
      OutputFolder output,
      StudyProgress progress,
      Interruption interruption,
      Clock clock) {
    this.options = options;
    this.output = output;
    this.progress = progress;
    this.interruption = interruption;
    this.clock = clock;
  }

  /// Measures what is left and keeps each measurement in the journal as soon as it is made. One
  /// that is interrupted is not kept: it is made again when the study goes on.
  void run(StudyRecord study, List<Candidate> candidates, StudyJournal journal) {
    Map<String, Candidate> byId =
        candidates.stream().collect(Collectors.toMap(Candidate::id, Function.identity()));
    List<Place<Treatment>> rest = study.rest();
    try (Generators generators = new Generators(options, interruption)) {
      progress.say("warming up the load generator on a server inside its own process ...");
      if (!generators.warmUp()) {
        study.warn("The load generator's own figures had not settled when its warm-up ended.");
      }
      proveLevels(candidates, generators);
      if (study.isNew()) {
        study.backends(rates(candidates, generators));
      }
      for (int index = 0; index < rest.size() && !interruption.requested(); index++) {
        Place<Treatment> place = rest.get(index);
        Candidate candidate =
            Objects.requireNonNull(byId.get(place.arm().level(StudyFactor.BACKEND)));
        long beganNs = System.nanoTime();
        Iteration iteration = measure(generators, place, candidate);
        if (interruption.requested()) {
          return;
        }
        study.add(new StudyCell(place.arm().levels(), iteration));
        journal.write(study.results());
        List<Treatment> left =
            rest.subList(index + 1, rest.size()).stream().map(Place::arm).toList();
        progress.cell(place, iteration, System.nanoTime() - beganNs, left);
      }
    }
  }

  /// Counts the syncs of each backend at each level, before anything is measured.
  private void proveLevels(List<Candidate> candidates, Generators generators) {
    SyncProof proof = new SyncProof(generators.of(NO_SUBSCRIBERS), options.workDirectory(), clock);
    progress.say("counting the syncs of each backend at each level ...");
    for (Candidate candidate : candidates) {
      for (String level : options.synchronous()) {
        if (candidate.measurable() && !interruption.requested()) {
          Map<String, String> environment = Map.of("INGEST_SYNCHRONOUS", level);
          candidate.provenSynchronous(level, proof.of(candidate, environment));
        }
      }
    }
  }

  /// The raw rate of each backend's binding, and what the whole backend keeps of it.
  private List<BackendFacts> rates(List<Candidate> candidates, Generators generators) {
    RawShare share =
        new RawShare(generators.of(NO_SUBSCRIBERS), options.workDirectory(), output, clock);
    progress.say("measuring what each backend's SQLite binding writes by itself ...");
    List<BackendFacts> backends = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (candidate.measurable() && !interruption.requested()) {
        candidate.rawRates(share.of(candidate));
      }
      backends.add(candidate.facts());
    }
    return backends;
  }

  private Iteration measure(Generators generators, Place<Treatment> place, Candidate candidate) {
    Treatment cell = place.arm();
    int subscribers = Integer.parseInt(cell.level(StudyFactor.SUBSCRIBERS));
    Map<String, String> environment =
        Map.of(
            "INGEST_WRITE_STRATEGY", cell.level(StudyFactor.STRATEGY),
            "INGEST_SYNCHRONOUS", cell.level(StudyFactor.SYNCHRONOUS));
    BackendRuns runs = new BackendRuns(options.workDirectory(), subscribers, environment, output);
    IterationRunner runner =
        new IterationRunner(
            generators.of(subscribers),
            options.load().workload(cell.level(StudyFactor.IDS)),
            runs,
            clock);
    Slot slot = new Slot(place.sequence(), place.round(), place.slot(), candidate.id());
    return runner.run(slot, candidate, "cell-%04d".formatted(place.sequence()));
  }

  /// One load generator for each number of subscribers, all warmed up before anything is measured.
  private static final class Generators implements AutoCloseable {
    private final StudyOptions options;
    private final Map<Integer, LoadGenerator> bySubscribers;

    Generators(StudyOptions options, Interruption interruption) {
      this.options = options;
      this.bySubscribers =
          Stream.concat(Stream.of(NO_SUBSCRIBERS), options.subscribers().stream())
              .distinct()
              .collect(Collectors.toMap(Function.identity(), it -> create(options.seed(), it)));
      bySubscribers.values().forEach(it -> interruption.whenRequested(it::cancel));
    }

    private static LoadGenerator create(long seed, int subscribers) {
      return LoadGenerator.create(
          LoadOptions.defaults().withSeed(seed).withStreams(StudyLoad.streams(subscribers)));
    }

    /// Whether all had settled at the end.
    boolean warmUp() {
      boolean settled = true;
      for (LoadGenerator generator : bySubscribers.values()) {
        settled &= generator.warmUp(ProgressListener.SILENT).converged();
        for (String ids : options.ids()) {
          generator.checkHeadroom(options.load().workload(ids), ProgressListener.SILENT);
        }
      }
      return settled;
    }

    LoadGenerator of(int subscribers) {
      return Objects.requireNonNull(bySubscribers.get(subscribers), "a level of the study");
    }

    @Override
    public void close() {
      bySubscribers.values().forEach(LoadGenerator::close);
    }
  }
}
