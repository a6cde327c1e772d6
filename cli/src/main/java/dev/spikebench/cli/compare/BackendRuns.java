package dev.spikebench.cli.compare;

import dev.spikebench.backends.launch.BackendLauncher;
import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.cli.backend.TemporaryFolder;
import java.nio.file.Path;
import java.util.function.Function;

/// Starts a backend for one step of a comparison and leaves nothing of it but what it printed.
final class BackendRuns {
  private final Path workDirectory;
  private final OutputFolder output;

  BackendRuns(Path workDirectory, OutputFolder output) {
    this.workDirectory = workDirectory;
    this.output = output;
  }

  /// Runs a step against a fresh process with a fresh database, and stops it.
  ///
  /// @param stepName what its output is kept as, for instance `iteration-003`
  /// @throws dev.spikebench.backends.launch.LaunchException if it does not start
  <T> T run(Candidate candidate, String stepName, Function<RunningBackend, T> step) {
    RunningBackend backend =
        BackendLauncher.launch(candidate.descriptor(), LaunchOptions.in(workDirectory));
    try (TemporaryFolder _ = TemporaryFolder.of(backend.directory())) {
      try (backend) {
        return step.apply(backend);
      } finally {
        output.keepOutput(backend.outputFile(), candidate.id(), stepName);
      }
    }
  }
}
