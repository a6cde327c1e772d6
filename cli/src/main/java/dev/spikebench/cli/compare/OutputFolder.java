package dev.spikebench.cli.compare;

import dev.spikebench.cli.CommandException;
import dev.spikebench.cli.ExitCode;
import dev.spikebench.cli.WritableFolders;
import dev.spikebench.results.report.ReportFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Where a comparison or a study leaves what it found. It is opened before anything runs, so that
/// nobody waits for minutes and then learns that nothing can be written.
public final class OutputFolder {
  private final Path folder;

  private OutputFolder(Path folder) {
    this.folder = folder;
  }

  /// Makes the folder where it is missing and tries to write in it. Files of an earlier run stay as
  /// they are until this run has something to put in their place.
  ///
  /// @throws CommandException if nothing can be written there
  public static OutputFolder open(Path folder) {
    WritableFolders.require(folder);
    return new OutputFolder(folder);
  }

  /// The folder itself, absolute.
  public Path path() {
    return folder;
  }

  /// The result file.
  Path results() {
    return folder.resolve(ReportFiles.RESULTS);
  }

  /// The result file of a run that was interrupted. It has a name of its own, so that an earlier,
  /// whole result stays as it was.
  Path partialResults() {
    return folder.resolve("benchmark-results.partial.json");
  }

  /// The report as a page.
  Path htmlReport() {
    return folder.resolve(ReportFiles.HTML);
  }

  /// Where the parity report of a backend goes.
  public Path parity(String backendId) {
    return folder.resolve("backends").resolve(backendId).resolve("parity");
  }

  /// Keeps what a backend printed, which would go with its working folder.
  ///
  /// @param printed the file it was captured in
  /// @param backendId whose it is
  /// @param name what it is of, for instance `iteration-03`
  public void keepOutput(Path printed, String backendId, String name) {
    Path target = folder.resolve("backends").resolve(backendId).resolve(name + ".log");
    try {
      Files.createDirectories(target.resolveSibling(""));
      Files.copy(printed, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.TOOL_FAILURE, "cannot keep the output of " + backendId + ": " + e, e);
    }
  }
}
