package dev.spikebench.cli.parity;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.JsonOutput;
import dev.spikebench.parity.report.DifferentialJson;
import dev.spikebench.parity.run.Counterexamples;
import dev.spikebench.parity.run.Finding;
import dev.spikebench.parity.script.Scenario;
import dev.spikebench.results.json.WholeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A user's own file of counterexamples: run first, and joined by what a run finds.
final class CounterexampleFile {
  private CounterexampleFile() {}

  /// What it holds; nothing where there is none yet.
  static List<Scenario> read(@Nullable Path file) {
    if (file == null || !Files.exists(file)) {
      return List.of();
    }
    try {
      return Counterexamples.parse(Files.readString(file));
    } catch (IOException unreadable) {
      throw new CommandException(
          ExitCode.USAGE, file + " can't be read: " + unreadable.getMessage(), unreadable);
    }
  }

  /// Adds what was found by generating.
  static void add(@Nullable Path file, List<Finding> findings) {
    if (file == null) {
      return;
    }
    List<Scenario> all = new ArrayList<>(read(file));
    Stream<Scenario> found =
        findings.stream()
            .filter(finding -> finding.caseId().equals("generated"))
            .map(Finding::scenario)
            .filter(scenario -> !all.contains(scenario));
    all.addAll(found.toList());
    WholeFiles.write(file, JsonOutput.text(DifferentialJson.counterexamples(all)) + "\n");
  }
}
