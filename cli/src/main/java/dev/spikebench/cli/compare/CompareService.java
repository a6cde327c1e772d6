package dev.spikebench.cli.compare;

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
import dev.spikebench.cli.report.Publication;
import dev.spikebench.results.json.FileWriteException;
import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.model.BackendSummary;
import dev.spikebench.results.model.BenchmarkResults;
import dev.spikebench.results.model.Iteration;
import dev.spikebench.results.model.StreamCounts;
import dev.spikebench.results.report.ReportFiles;
import dev.spikebench.results.report.SummaryReport;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/// What `compare` does around the measuring itself: checks everything that can fail before anything
/// runs, then measures, writes, prints, and finds the exit code. Used by one thread.
public final class CompareService {
  private final Terminal terminal;
  private final Installation installation;
  private final CommonOptions common;
  private final Clock clock;
  private final BackendCatalog catalog;
  private final CompareProgress progress;

  /// The service for the installation's backends.
  public CompareService(
      Terminal terminal, Installation installation, CommonOptions common, Clock clock) {
    this.terminal = terminal;
    this.installation = installation;
    this.common = common;
    this.clock = clock;
    this.catalog = BackendCatalog.of(installation);
    this.progress = new CompareProgress(terminal, common.quiet());
  }

  /// The folder of a run that was not told where to write: a new one, named by the time.
  public Path defaultOutput() {
    return installation.runs().resolve(RunId.of(clock.instant()));
  }

  /// Prints the plan on standard output and touches nothing.
  public void describe(CompareOptions options) {
    ComparePlan plan = ComparePlan.of(catalog, options);
    if (common.json()) {
      JsonOutput.print(terminal, plan.document());
    } else {
      plan.lines().forEach(terminal.out()::println);
    }
  }

  /// Runs the comparison.
  ///
  /// @param allowFailures whether failed requests still end in [ExitCode#GOOD]
  /// @throws CommandException if it cannot begin
  public ExitCode run(CompareOptions options, boolean allowFailures) {
    List<Candidate> candidates =
        catalog.choose(options.backends()).stream().map(Candidate::new).toList();
    OutputFolder output = OutputFolder.open(options.output());
    Publication publication = new Publication(installation);
    if (options.publish()) {
      publication.checkWritable();
    }
    // A signal is answered only when the result, whole or partial, is on disk.
    try (Interruption interruption = Interruption.listen()) {
      BenchmarkResults results = measure(options, output, candidates, interruption);
      if (interruption.requested()) {
        ResultFiles.write(output.partialResults(), results);
        progress.say("interrupted; what was measured is in " + output.partialResults());
        return ExitCode.INTERRUPTED;
      }
      return finish(results, options, output, publication, allowFailures);
    }
  }

  private BenchmarkResults measure(
      CompareOptions options,
      OutputFolder output,
      List<Candidate> candidates,
      Interruption interruption) {
    try (MeasurementLock _ = MeasuringTurn.take(options.waitForOthers(), progress::say)) {
      return new Comparison(options, progress, interruption, clock).run(output, candidates);
    }
  }

  private ExitCode finish(
      BenchmarkResults results,
      CompareOptions options,
      OutputFolder output,
      Publication publication,
      boolean allowFailures) {
    print(results);
    write(results, output);
    progress.say("");
    progress.say("results: " + output.results());
    progress.say("report:  " + output.htmlReport());
    ExitCode exitCode = exitCode(results, allowFailures);
    if (options.publish() && exitCode == ExitCode.GOOD) {
      progress.say("published " + publication.publish(results));
    } else if (options.publish()) {
      progress.say("not published: the run has failures");
    }
    return exitCode;
  }

  /// After the printing: what can't be written to a full disk has been seen all the same.
  private static void write(BenchmarkResults results, OutputFolder output) {
    try {
      ReportFiles.write(output.path(), results);
    } catch (FileWriteException e) {
      throw new CommandException(
          ExitCode.TOOL_FAILURE, e.getMessage() + "; the result above is whole", e);
    }
  }

  private void print(BenchmarkResults results) {
    if (common.json()) {
      terminal.out().print(ResultFiles.toJson(results));
    } else {
      terminal.out().print(SummaryReport.render(results));
    }
    terminal.out().flush();
  }

  /// One backend of several that cannot be run is no failure: its column says why. None that can be
  /// run is.
  static ExitCode exitCode(BenchmarkResults results, boolean allowFailures) {
    List<BackendSummary> available =
        results.backends().stream().filter(BackendSummary::available).toList();
    if (available.isEmpty()) {
      return ExitCode.TARGET_UNAVAILABLE;
    }
    boolean parityFailed = available.stream().anyMatch(it -> !it.parity().allPassed());
    boolean requestsFailed =
        results.iterations().stream().anyMatch(it -> it.counts().requestsFailed() > 0);
    boolean streamFaulty = results.iterations().stream().anyMatch(CompareService::streamFaulty);
    if (parityFailed || streamFaulty || (requestsFailed && !allowFailures)) {
      return ExitCode.ANSWER_IS_NO;
    }
    boolean figuresMissing = available.stream().anyMatch(it -> it.validIterations() == 0);
    boolean eventsLost = results.iterations().stream().anyMatch(CompareService::lostEvents);
    return figuresMissing || eventsLost ? ExitCode.INVALID_MEASUREMENT : ExitCode.GOOD;
  }

  /// Whether subscribers found the stream to lose, repeat or swap messages.
  private static boolean streamFaulty(Iteration iteration) {
    StreamCounts stream = iteration.stream();
    return stream != null && stream.promiseBroken();
  }

  /// A single iteration that another program disturbed is left out of the figures and said; one
  /// whose stored events are not the acknowledged ones is never passed over.
  private static boolean lostEvents(Iteration iteration) {
    Long stored = iteration.counts().eventsStored();
    return stored != null && stored != iteration.counts().eventsAcknowledged();
  }
}
