package dev.spikebench.cli.study;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.doctor.MeasurementLock;
import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.Interruption;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.MeasuringTurn;
import dev.spikebench.cli.RunId;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.backend.BackendCatalog;
import dev.spikebench.cli.compare.Candidate;
import dev.spikebench.cli.compare.OutputFolder;
import dev.spikebench.cli.report.Publication;
import dev.spikebench.results.json.FileWriteException;
import dev.spikebench.results.json.StudyFiles;
import dev.spikebench.results.model.BackendFacts;
import dev.spikebench.results.model.StudyResults;
import dev.spikebench.results.report.StudyReport;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `study` does around the measuring itself: checks everything that can fail before anything
/// runs, then measures, writes, prints, and finds the exit code. Used by one thread.
public final class StudyService {
  private final Terminal terminal;
  private final Installation installation;
  private final CommonOptions common;
  private final Clock clock;
  private final BackendCatalog catalog;
  private final StudyProgress progress;

  /// The service for the installation's backends.
  public StudyService(
      Terminal terminal, Installation installation, CommonOptions common, Clock clock) {
    this.terminal = terminal;
    this.installation = installation;
    this.common = common;
    this.clock = clock;
    this.catalog = BackendCatalog.of(installation);
    this.progress = new StudyProgress(terminal, common.quiet());
  }

  /// The backends that a user named, all that are described where none is named.
  ///
  /// @throws CommandException if one is unknown or named twice
  public List<BackendDescriptor> backends(List<String> names) {
    return catalog.choose(names);
  }

  /// The folder of a study that was not told where to write: a new one, named by the time.
  public Path defaultOutput() {
    return installation.runs().resolve(RunId.of(clock.instant()));
  }

  /// Prints the plan on standard output and touches nothing.
  public void describe(StudyOptions options) {
    StudyPlan plan = StudyPlan.of(options);
    if (common.json()) {
      JsonOutput.print(terminal, plan.document());
    } else {
      plan.lines().forEach(terminal.out()::println);
    }
  }

  /// Runs a study from its beginning.
  ///
  /// @throws CommandException if it cannot begin
  public ExitCode run(StudyOptions options) {
    OutputFolder output = OutputFolder.open(options.output());
    if (new StudyJournal(output.path()).exists()) {
      throw new CommandException(
          ExitCode.USAGE,
          "%s holds an interrupted study: go on with --resume %s, or choose another --output"
              .formatted(output.path(), output.path()));
    }
    return run(options, output, null);
  }

  /// Goes on with an interrupted study.
  ///
  /// @param folder its folder
  /// @param names the backends as the user named them; empty for the ids that are stored
  /// @param publish whether to publish what comes of it
  /// @throws CommandException if there is none, or if it cannot go on with what is there
  public ExitCode resume(
      Path folder, List<String> names, Path workDirectory, boolean waitForOthers, boolean publish) {
    Path absolute = folder.toAbsolutePath().normalize();
    StudyResults earlier = new StudyJournal(absolute).read();
    StudyOptions options =
        ResumedStudy.options(
            earlier, backends(earlier, names), absolute, workDirectory, waitForOthers, publish);
    OutputFolder output = OutputFolder.open(absolute);
    progress.say(
        "going on after %d measurements of run %s"
            .formatted(earlier.cells().size(), earlier.run().id()));
    return run(options, output, earlier);
  }

  private List<BackendDescriptor> backends(StudyResults earlier, List<String> names) {
    List<String> wanted = earlier.backends().stream().map(BackendFacts::id).toList();
    List<BackendDescriptor> chosen = catalog.choose(names.isEmpty() ? wanted : names);
    List<String> ids = chosen.stream().map(BackendDescriptor::id).toList();
    if (!ids.equals(wanted)) {
      throw new CommandException(
          ExitCode.USAGE,
          "the interrupted study measures %s, not %s: name the same backends in the same order"
              .formatted(wanted, ids));
    }
    return chosen;
  }

  private ExitCode run(StudyOptions options, OutputFolder output, @Nullable StudyResults earlier) {
    List<Candidate> candidates = options.backends().stream().map(Candidate::new).toList();
    Publication publication = new Publication(installation);
    if (options.publish()) {
      publication.checkWritable();
    }
    // A signal is answered only when what was measured is on disk.
    try (Interruption interruption = Interruption.listen()) {
      StudyResults results = measure(options, output, candidates, interruption, earlier);
      if (interruption.requested()) {
        progress.say("interrupted; go on with: spikebench study --resume " + output.path());
        return ExitCode.INTERRUPTED;
      }
      ExitCode exitCode = finish(results, output);
      if (options.publish()) {
        progress.say(
            exitCode == ExitCode.GOOD
                ? "published " + publication.publish(results)
                : "not published: the study has failures");
      }
      return exitCode;
    }
  }

  private StudyResults measure(
      StudyOptions options,
      OutputFolder output,
      List<Candidate> candidates,
      Interruption interruption,
      @Nullable StudyResults earlier) {
    try (MeasurementLock _ = MeasuringTurn.take(options.waitForOthers(), progress::say)) {
      return new Study(options, progress, interruption, clock).run(output, candidates, earlier);
    }
  }

  private ExitCode finish(StudyResults results, OutputFolder output) {
    if (common.json()) {
      terminal.out().print(StudyFiles.toJson(results));
    } else {
      terminal.out().print(StudyReport.summary(results));
    }
    terminal.out().flush();
    try {
      StudyReport.write(output.path(), results);
    } catch (FileWriteException e) {
      throw new CommandException(
          ExitCode.TOOL_FAILURE, e.getMessage() + "; the result above is whole", e);
    }
    new StudyJournal(output.path()).delete();
    progress.say("");
    progress.say("results: " + output.path().resolve(StudyReport.RESULTS));
    progress.say("report:  " + output.path().resolve(StudyReport.HTML));
    return StudyOutcome.exitCode(results);
  }
}
