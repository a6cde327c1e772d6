package dev.spikebench.cli.gate;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.results.json.GateFiles;
import dev.spikebench.results.model.GateResults;
import dev.spikebench.results.report.GateReport;
import dev.spikebench.results.selftest.SelftestResults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder of a self-test, with a folder of its own for each session that is complete. Files are
/// read once. Used by one thread.
final class SelftestFolder {
  private final Path folder;
  private final Map<String, GateResults> read = new TreeMap<>();
  private @Nullable GateResults first;

  SelftestFolder(Path folder) {
    this.folder = folder;
  }

  /// All sessions that are complete by now.
  ///
  /// @throws CommandException if they are of different things
  /// @throws dev.spikebench.results.json.ResultFileException if a file is damaged
  SelftestResults results() {
    for (Path session : sessions()) {
      String name = String.valueOf(session.getFileName());
      if (!read.containsKey(name)) {
        GateResults results = GateFiles.read(session.resolve(GateReport.RESULTS));
        first = first == null ? results : first;
        requireAlike(first, results, session);
        read.put(name, results);
      }
    }
    return SelftestResults.of(read);
  }

  private List<Path> sessions() {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(it -> Files.isRegularFile(it.resolve(GateReport.RESULTS)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sessions add up only where they are sessions of one thing.
  private static void requireAlike(GateResults first, GateResults other, Path folder) {
    boolean alike =
        first.environment().fingerprint().equals(other.environment().fingerprint())
            && first.design().rules().equals(other.design().rules())
            && first.design().looks().equals(other.design().looks())
            && SelftestResults.artifact(first).equals(SelftestResults.artifact(other));
    if (!alike) {
      throw new CommandException(
          ExitCode.NOT_COMPARABLE,
          "the session in %s is of another machine, artifact or set of rules than the first: choose another folder with -o"
              .formatted(folder));
    }
  }
}
