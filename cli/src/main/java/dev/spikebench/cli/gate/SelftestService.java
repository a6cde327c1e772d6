package dev.spikebench.cli.gate;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.CommonOptions;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.Installation;
import dev.spikebench.cli.Interruption;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.Terminal;
import dev.spikebench.cli.compare.OutputFolder;
import dev.spikebench.results.json.GateFiles;
import dev.spikebench.results.model.GateArm;
import dev.spikebench.results.model.GateConclusion;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.model.GateVerdict;
import dev.spikebench.results.report.GateReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

  /// Runs the sessions that are missing, then says what all of them came to.
  ///
  /// @throws CommandException if it cannot begin, or what is there was measured of something else
  public ExitCode run(SelftestOptions options) {
    gate.requireSides(options.session());
    OutputFolder.open(options.folder());
    SelftestTally tally = new SelftestTally(options.changes());
    GateResults first = null;
    try (Interruption interruption = Interruption.listen()) {
      for (int number = 1; number <= options.sessions(); number++) {
        for (double change : options.changes()) {
          GateResults results = session(options, change, number, interruption);
          if (results == null) {
            progress.say("interrupted; go on with the same command and -o " + options.folder());
            return ExitCode.INTERRUPTED;
          }
          first = first == null ? results : first;
          requireAlike(first, results, options.folder(change, number));
          tally.add(results);
        }
      }
    }
    if (common.json()) {
      JsonOutput.print(terminal, tally.document());
    } else {
      tally.lines().forEach(terminal.out()::println);
    }
    return tally.kept() ? ExitCode.GOOD : ExitCode.ANSWER_IS_NO;
  }

  /// A session that is there already, or a new one; null where it was interrupted.
  private @Nullable GateResults session(
      SelftestOptions options, double change, int number, Interruption interruption) {
    Path folder = options.folder(change, number);
    Path file = folder.resolve(GateReport.RESULTS);
    if (Files.exists(file)) {
      return GateFiles.read(file);
    }
    progress.say("session %d of %d, %s".formatted(number, options.sessions(), name(change)));
    GateResults results =
        gate.measure(options.with(change, number), OutputFolder.open(folder), interruption);
    if (interruption.requested()) {
      return null;
    }
    GateConclusion end = Objects.requireNonNull(results.conclusion(), "a session that has ended");
    progress.say("  %s %s".formatted(end.verdict().title(), end.headline()));
    if (end.verdict() == GateVerdict.RUN_FAILED) {
      throw new CommandException(
          GateService.exitCode(results, false),
          "a session failed: " + end.headline() + " " + end.next());
    }
    GateReport.write(folder, results);
    return results;
  }

  private static String name(double change) {
    return change == 0
        ? "same artifact on both sides"
        : SelftestOptions.text(change) + "% CPU work added to the candidate";
  }

  /// Sessions add up only where they are sessions of one thing.
  private static void requireAlike(GateResults first, GateResults other, Path folder) {
    boolean alike =
        first.environment().fingerprint().equals(other.environment().fingerprint())
            && first.design().rules().equals(other.design().rules())
            && artifact(first).equals(artifact(other));
    if (!alike) {
      throw new CommandException(
          ExitCode.NOT_COMPARABLE,
          "the session in %s is of another machine, artifact or set of rules than the first: choose another folder with -o"
              .formatted(folder));
    }
  }

  private static String artifact(GateResults results) {
    return results.backends().stream()
        .filter(it -> it.id().equals(GateArm.BASELINE))
        .map(it -> it.artifactSha256().orElse("unknown"))
        .findFirst()
        .orElse("none");
  }
}
