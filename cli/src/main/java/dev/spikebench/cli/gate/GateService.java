package dev.spikebench.cli.gate;

import dev.spikebench.backends.doctor.MeasurementLock;
import dev.spikebench.backends.environment.EnvironmentProbe;
import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.Interruption;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.MeasuringTurn;
import dev.spikebench.cli.RunId;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.compare.OutputFolder;
import dev.spikebench.results.gate.StoredBaseline;
import dev.spikebench.results.json.FileWriteException;
import dev.spikebench.results.json.GateFiles;
import dev.spikebench.results.json.WholeFiles;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateConclusion;
import dev.spikebench.results.model.GateFault;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateVerdict;
import dev.spikebench.results.report.GateReport;
import dev.spikebench.results.report.StoredBaselineReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/// What `gate` does around the measuring itself: checks everything that can fail before anything
/// runs, then measures, writes, prints, and finds the exit code. Used by one thread.
public final class GateService {
  private final Terminal terminal;
  private final Installation installation;
  private final CommonOptions common;
  private final Clock clock;
  private final GateProgress progress;

  /// The service for the installation's repository and backends.
  public GateService(
      Terminal terminal, Installation installation, CommonOptions common, Clock clock) {
    this.terminal = terminal;
    this.installation = installation;
    this.common = common;
    this.clock = clock;
    this.progress = new GateProgress(terminal, common.quiet());
  }

  /// The folder of a session that was not told where to write: a new one, named by the time.
  public Path defaultOutput() {
    return installation.runs().resolve("gate-" + RunId.of(clock.instant()));
  }

  /// Prints the plan on standard output and touches nothing.
  public void describe(GateOptions options) {
    GatePlan plan = GatePlan.of(options);
    if (common.json()) {
      JsonOutput.print(terminal, plan.document());
    } else {
      plan.lines().forEach(terminal.out()::println);
    }
  }

  /// Runs a session.
  ///
  /// @param strict whether an inconclusive session ends in [ExitCode#INCONCLUSIVE]
  /// @throws CommandException if it cannot begin
  public ExitCode run(GateOptions options, boolean strict) {
    requireSides(options);
    OutputFolder output = OutputFolder.open(options.output());
    // A signal is answered only when what was measured is on disk.
    try (Interruption interruption = Interruption.listen()) {
      GateResults results = measure(options, output, interruption);
      if (interruption.requested()) {
        Path partial = output.path().resolve(GateSession.JOURNAL);
        GateFiles.write(partial, results);
        progress.say("interrupted; what was measured is in " + partial);
        return ExitCode.INTERRUPTED;
      }
      return finish(results, output, strict);
    }
  }

  /// Runs a session whose baseline is the reference of an earlier one, and sets its candidate
  /// beside that one's: at most a warning.
  ///
  /// @throws CommandException if it cannot begin
  public ExitCode runAgainst(GateOptions options, StoredSession stored) {
    requireSides(options);
    OutputFolder output = OutputFolder.open(options.output());
    List<String> obstacles =
        StoredBaseline.obstacles(stored.results(), EnvironmentProbe.probe(options.workDirectory()));
    if (!obstacles.isEmpty()) {
      return told(new StoredBaseline(obstacles, List.of()));
    }
    GateResults results;
    try (Interruption interruption = Interruption.listen()) {
      results = measure(options, output, interruption);
      if (interruption.requested()) {
        progress.say("interrupted; nothing is compared");
        return ExitCode.INTERRUPTED;
      }
    }
    GateReport.write(output.path(), results);
    if (verdict(results) == GateVerdict.RUN_FAILED
        || verdict(results) == GateVerdict.NOT_COMPARABLE) {
      terminal.out().print(GateReport.summary(results));
      terminal.out().flush();
      return exitCode(results, false);
    }
    StoredBaseline compared = StoredBaseline.of(stored.results(), results);
    WholeFiles.write(
        output.path().resolve(StoredBaselineReport.MARKDOWN),
        StoredBaselineReport.markdown(compared));
    progress.say("results: " + output.path().resolve(GateReport.RESULTS));
    return told(compared);
  }

  private ExitCode told(StoredBaseline compared) {
    if (common.json()) {
      JsonOutput.print(terminal, StoredBaselineDocument.of(compared));
    } else {
      terminal.out().print(StoredBaselineReport.markdown(compared));
      terminal.out().flush();
    }
    return compared.obstacles().isEmpty() ? ExitCode.GOOD : ExitCode.NOT_COMPARABLE;
  }

  /// Checks what can be checked of both sides before anything is built or waited for.
  ///
  /// @throws CommandException if there is no such thing
  void requireSides(GateOptions options) {
    try (GateSides sides = sides(options)) {
      sides.require(options.baseline());
      sides.require(options.candidate());
    }
  }

  private GateSides sides(GateOptions options) {
    return new GateSides(
        installation,
        options.backendId(),
        options.workDirectory().resolve("checkouts"),
        options.addedCpuShare(),
        progress::say);
  }

  /// Measures a session without printing or keeping reports of it.
  GateResults measure(GateOptions options, OutputFolder output, Interruption interruption) {
    try (MeasurementLock _ = MeasuringTurn.take(options.waitForOthers(), progress::say);
        GateSides sides = sides(options)) {
      return new GateSession(options, progress, interruption, clock).run(output, sides);
    }
  }

  private ExitCode finish(GateResults results, OutputFolder output, boolean strict) {
    if (common.json()) {
      terminal.out().print(GateFiles.toJson(results));
    } else {
      terminal.out().print(GateReport.summary(results));
    }
    terminal.out().flush();
    try {
      GateReport.write(output.path(), results);
      Files.deleteIfExists(output.path().resolve(GateSession.JOURNAL));
    } catch (FileWriteException e) {
      throw new CommandException(
          ExitCode.TOOL_FAILURE, e.getMessage() + "; the result above is whole", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    progress.say("");
    progress.say("results: " + output.path().resolve(GateReport.RESULTS));
    progress.say("report:  " + output.path().resolve(GateReport.HTML));
    ExitCode exitCode = exitCode(results, strict);
    if (exitCode == ExitCode.GOOD && verdict(results) == GateVerdict.INCONCLUSIVE) {
      progress.say("warning: inconclusive, and let through; --strict ends with 7 instead");
    }
    return exitCode;
  }

  private static GateVerdict verdict(GateResults results) {
    GateConclusion end = Objects.requireNonNull(results.conclusion(), "a session that has ended");
    return end.verdict();
  }

  /// The exit code of a session that has ended.
  static ExitCode exitCode(GateResults results, boolean strict) {
    return switch (verdict(results)) {
      case PASS -> ExitCode.GOOD;
      case REGRESSED -> ExitCode.ANSWER_IS_NO;
      case INCONCLUSIVE -> strict ? ExitCode.INCONCLUSIVE : ExitCode.GOOD;
      case NOT_COMPARABLE -> ExitCode.NOT_COMPARABLE;
      case RUN_FAILED -> ofFaults(results.faults());
    };
  }

  /// A candidate that behaves differently is refused; all else says nothing of it.
  private static ExitCode ofFaults(List<GateFault> faults) {
    GateFault first = faults.getFirst();
    return switch (first.kind()) {
      case UNAVAILABLE -> ExitCode.TARGET_UNAVAILABLE;
      case PARITY ->
          first.arm().equals(GateArm.CANDIDATE)
              ? ExitCode.ANSWER_IS_NO
              : ExitCode.INVALID_MEASUREMENT;
      case FAILED_REQUESTS, LOST_EVENTS, WRONG_PROCESS, NO_FIGURE -> ExitCode.INVALID_MEASUREMENT;
    };
  }
}
