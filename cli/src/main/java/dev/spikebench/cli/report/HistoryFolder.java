package dev.spikebench.cli.report;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.results.ResultsException;
import dev.spikebench.results.history.HistoryEntry;
import dev.spikebench.results.json.ResultFiles;
import dev.spikebench.results.report.ReportFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The results of comparisons in a folder: its files `*.json`, and the `benchmark-results.json` of
/// each folder in it, as `compare` leaves them under `results/runs`.
///
/// @param entries what was read
/// @param leftOut files that hold something else or cannot be read, one sentence each
public record HistoryFolder(List<HistoryEntry> entries, List<String> leftOut) {
  private static final String JSON = ".json";

  /// Reads the folder.
  ///
  /// @throws CommandException if it cannot be read, or holds no comparison at all
  public static HistoryFolder read(Path folder) {
    List<HistoryEntry> entries = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (Path file : files(folder)) {
      String name = folder.relativize(file).toString();
      try {
        String kind = ResultFiles.kind(file);
        if (kind.isEmpty()) {
          entries.add(HistoryEntry.of(name, ResultFiles.read(file)));
        } else {
          leftOut.add(name + ": the result of a " + kind + ", not of a comparison.");
        }
      } catch (ResultsException e) {
        leftOut.add(name + ": " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      }
    }
    if (entries.isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          "%s holds no result of a comparison; `compare --publish` writes one to results/%s"
              .formatted(
                  folder, leftOut.isEmpty() ? "" : ". Left out: " + String.join(" ", leftOut)));
    }
    return new HistoryFolder(List.copyOf(entries), List.copyOf(leftOut));
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .map(it -> Files.isDirectory(it) ? it.resolve(ReportFiles.RESULTS) : it)
          .filter(it -> it.getFileName().toString().endsWith(JSON) && Files.isRegularFile(it))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "cannot read the folder " + folder + ": " + e + "; name another", e);
    }
  }
}
