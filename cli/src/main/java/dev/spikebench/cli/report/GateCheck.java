package dev.spikebench.cli.report;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.results.gate.GateConclusions;
import dev.spikebench.results.model.GateConclusion;
import dev.spikebench.results.model.GateResults;
import java.nio.file.Path;

/// Checks a gate's file beyond its layout: its conclusion must be that of its raw figures.
/// Stateless.
final class GateCheck {

  private GateCheck() {}

  /// The conclusion that the slices lead to.
  ///
  /// @throws CommandException when that of the file is another
  static GateConclusion conclusion(Path source, GateResults results) {
    GateConclusion computed = GateConclusions.of(results);
    GateConclusion told = results.conclusion();
    if (told != null && !told.equals(computed)) {
      throw new CommandException(
          ExitCode.USAGE,
          "%s: /conclusion is not that of its slices, which say %s: %s"
              .formatted(source, computed.verdict().title(), computed.headline()));
    }
    return computed;
  }
}
