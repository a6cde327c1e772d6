package dev.spikebench.cli.study;

import dev.spikebench.backends.doctor.QuietCheck;
import dev.spikebench.backends.doctor.QuietVerdict;
import dev.spikebench.backends.environment.EnvironmentProbe;
import dev.spikebench.backends.launch.Leftovers;
import dev.spikebench.backends.launch.Leftovers.Leftover;
import dev.spikebench.cli.Interruption;
import dev.spikebench.cli.ProgramVersion;
import dev.spikebench.cli.compare.BackendRuns;
import dev.spikebench.cli.compare.Candidate;
import dev.spikebench.cli.compare.OutputFolder;
import dev.spikebench.cli.compare.Preparation;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.Environment;
import dev.spikebench.results.model.StudyResults;
import dev.spikebench.results.model.Tool;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The study: builds what is missing, runs the parity cases, then measures every combination of
/// levels once in every round, in fresh processes and in balanced random order. Used by one thread.
final class Study {
  private final StudyOptions options;
  private final StudyProgress progress;
  private final Interruption interruption;
  private final Clock clock;

  Study(StudyOptions options, StudyProgress progress, Interruption interruption, Clock clock) {
    this.options = options;
    this.progress = progress;
    this.interruption = interruption;
    this.clock = clock;
  }

  /// Runs the whole study, or what is left of an earlier one. The measurement lock is held by the
  /// caller.
  ///
  /// @param output opened by the caller, before anything else runs
  /// @param earlier what was measured already; null where the study begins
  /// @return the record of what was measured; partial where the process was told to end meanwhile
  /// @throws dev.spikebench.cli.CommandException if it cannot go on with what is there
  StudyResults run(
      OutputFolder output, List<Candidate> candidates, @Nullable StudyResults earlier) {
    Instant startedAt = clock.instant();
    QuietVerdict quiet = QuietCheck.run();
    quiet.reasons().forEach(it -> progress.say("note: " + it));
    for (Leftover leftover : Leftovers.find(options.workDirectory())) {
      progress.say("clearing up what an earlier run left in " + leftover.directory());
      Leftovers.clean(leftover);
    }
    prepare(output, candidates, earlier);
    Environment environment = EnvironmentProbe.probe(options.workDirectory(), quiet);
    Tool tool =
        new Tool("spikebench", ProgramVersion.current(), environment.source().commit().value());
    List<BackendFacts> backends = candidates.stream().map(Candidate::facts).toList();
    StudyJournal journal = new StudyJournal(output.path());
    StudyRecord study;
    if (earlier == null) {
      study = StudyRecord.begin(options, tool, environment, backends, startedAt, clock);
    } else {
      journal.requireSame(earlier, tool, environment, backends);
      study = StudyRecord.goOn(earlier, startedAt, clock);
    }
    if (candidates.stream().anyMatch(Candidate::measurable) && !interruption.requested()) {
      new StudyMeasuring(options, output, progress, interruption, clock)
          .run(study, candidates, journal);
    }
    return study.results();
  }

  /// A backend that was a gap when the study began stays one: it would have no pairs.
  private void prepare(
      OutputFolder output, List<Candidate> candidates, @Nullable StudyResults earlier) {
    for (Candidate candidate : candidates) {
      String reason = earlier == null ? null : earlier.backend(candidate.id()).unavailableReason();
      if (reason != null) {
        candidate.becomeUnavailable(reason);
      }
    }
    BackendRuns runs = new BackendRuns(options.workDirectory(), 0, Map.of(), output);
    new Preparation(runs, output, interruption, progress::say)
        .run(candidates.stream().filter(Candidate::available).toList());
  }
}
