package dev.spikebench.cli.report;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.cli.Terminal;
import dev.spikebench.results.gate.GateConclusions;
import dev.spikebench.results.model.GateConclusion;
import dev.spikebench.results.model.GateResults;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Checks a gate's file beyond its layout: its conclusion must be that of its raw figures.
/// Stateless.
public final class GateCheck {

  private GateCheck() {}

  /// Says what is in the file.
  ///
  /// @param json whether as a document
  /// @throws CommandException when its conclusion is not that of its slices
  public static void print(Terminal terminal, Path source, GateResults results, boolean json) {
    GateConclusion computed = GateConclusions.of(results);
    GateConclusion told = results.conclusion();
    if (told != null && !told.equals(computed)) {
      throw new CommandException(
          ExitCode.USAGE,
          "%s: /conclusion is not that of its slices, which say %s: %s"
              .formatted(source, computed.verdict().title(), computed.headline()));
    }
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("file", source.toString());
      document.put("wellFormed", true);
      document.put("schemaVersion", results.schemaVersion());
      document.put("epochs", results.completeEpochs());
      document.put("slices", results.slices().size());
      document.put("verdict", computed.verdict().text());
      JsonOutput.print(terminal, document);
    } else {
      terminal
          .out()
          .println(
              "%s: matches gate schema %s; %d slices in %d epochs; %s, as its slices say"
                  .formatted(
                      source,
                      results.schemaVersion(),
                      results.slices().size(),
                      results.completeEpochs(),
                      computed.verdict().title()));
    }
  }
}
