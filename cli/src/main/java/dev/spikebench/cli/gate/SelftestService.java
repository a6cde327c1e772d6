package dev.spikebench.cli.gate;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.Interruption;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.compare.OutputFolder;
import dev.spikebench.results.model.GateConclusion;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateVerdict;
import dev.spikebench.results.report.GateReport;
import dev.spikebench.results.report.SelftestReport;
import dev.spikebench.results.selftest.SelftestResults;
import dev.spikebench.results.selftest.SelftestTally;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;

/// Shows what the gate can guard on this machine: sessions of an artifact against itself, and
/// against itself with a known share of CPU work added. Each session has its folder and file, so
/// the series can be interrupted, goes on, and adds up. Used by one thread.
public final class SelftestService {
  private final Terminal terminal;
  private final CommonOptions common;
  private final GateService gate;
  private final GateProgress progress;

  /// The service for the installation's repository and backends.
  public SelftestService(
      Terminal terminal, Installation installation, CommonOptions common, Clock clock) {
    this.terminal = terminal;
    this.common = common;
    this.gate = new GateService(terminal, installation, common, clock);
    this.progress = new GateProgress(terminal, common.quiet());
  }

  /// Runs the sessions that are missing, then says what all that lie in the folder came to, those
  /// of other changes included. After each of them the folder holds the result of all so far.
  ///
  /// @throws CommandException if it cannot begin, or what is there was measured of something else
  public ExitCode run(SelftestOptions options) {
    gate.requireSides(options.session());
    OutputFolder.open(options.folder());
    SelftestFolder folder = new SelftestFolder(options.folder());
    try (Interruption interruption = Interruption.listen()) {
      for (int number = 1; number <= options.sessions(); number++) {
        for (double change : options.changes()) {
          if (!session(options, change, number, interruption)) {
            progress.say("interrupted; go on with the same command and -o " + options.folder());
            return ExitCode.INTERRUPTED;
          }
          SelftestReport.write(options.folder(), folder.results());
        }
      }
    }
    return finish(folder.results(), options.folder());
  }

  private ExitCode finish(SelftestResults results, Path folder) {
    if (common.json()) {
      JsonOutput.print(terminal, SelftestDocument.of(results));
    } else {
      terminal.out().print(SelftestReport.markdown(results));
      terminal.out().flush();
    }
    progress.say("");
    progress.say("results: " + folder.resolve(SelftestReport.RESULTS));
    return new SelftestTally(results.sessions()).kept() ? ExitCode.GOOD : ExitCode.ANSWER_IS_NO;
  }

  /// Makes a session, unless it is there already.
  ///
  /// @return false where it was interrupted
  private boolean session(
      SelftestOptions options, double change, int number, Interruption interruption) {
    Path folder = options.folder(change, number);
    if (Files.exists(folder.resolve(GateReport.RESULTS))) {
      return true;
    }
    progress.say("session %d of %d, %s".formatted(number, options.sessions(), name(change)));
    GateResults results =
        gate.measure(options.with(change, number), OutputFolder.open(folder), interruption);
    if (interruption.requested()) {
      return false;
    }
    GateConclusion end = Objects.requireNonNull(results.conclusion(), "a session that has ended");
    progress.say("  %s %s".formatted(end.verdict().title(), end.headline()));
    if (end.verdict() == GateVerdict.RUN_FAILED) {
      throw new CommandException(
          GateService.exitCode(results, false),
          "a session failed: " + end.headline() + " " + end.next());
    }
    GateReport.write(folder, results);
    return true;
  }

  private static String name(double change) {
    return change == 0
        ? "same artifact on both sides"
        : SelftestOptions.text(change) + "% CPU work added to the candidate";
  }
}
