package dev.spikebench.cli.report;

import dev.spikebench.cli.JsonOutput;
import dev.spikebench.parity.ParityJson;
import dev.spikebench.parity.ParityListener;
import dev.spikebench.parity.ParityResult;
import dev.spikebench.parity.ParitySuite;
import dev.spikebench.results.json.WholeFiles;
import java.net.URI;
import java.nio.file.Path;

/// Runs the 18 cases and leaves both forms of their result in a folder: the JUnit XML of the suite
/// and `parity.json`.
public final class ParityFolder {
  private static final String JSON_FILE = "parity.json";

  private ParityFolder() {}

  /// Runs the cases and writes the files.
  ///
  /// @param folder made where it is missing
  /// @throws dev.spikebench.parity.BackendUnreachableException where nothing answers at the address
  public static ParityResult run(URI baseUrl, ParityListener listener, Path folder) {
    ParityResult result = ParitySuite.run(baseUrl, listener, folder);
    WholeFiles.write(folder.resolve(JSON_FILE), JsonOutput.text(ParityJson.of(result)) + "\n");
    return result;
  }
}
