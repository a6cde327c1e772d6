package dev.spikebench.cli.compare;

import dev.spikebench.backends.launch.BackendLauncher;
import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.cli.backend.TemporaryFolder;
import java.util.Map;
import java.util.function.Function;

/// Starts a backend for one step of a comparison and leaves nothing of it but what it printed.
final class BackendRuns {
  /// Subscribers that every backend lets in unless it is told otherwise.
  private static final int DEFAULT_SUBSCRIBERS = 50;

  private final CompareOptions options;
  private final OutputFolder output;

  BackendRuns(CompareOptions options, OutputFolder output) {
    this.options = options;
    this.output = output;
  }

  /// Runs a step against a fresh process with a fresh database, and stops it.
  ///
  /// @param stepName what its output is kept as, for instance `iteration-003`
  /// @throws dev.spikebench.backends.launch.LaunchException if it does not start
  <T> T run(Candidate candidate, String stepName, Function<RunningBackend, T> step) {
    RunningBackend backend =
        BackendLauncher.launch(
            candidate.descriptor(),
            LaunchOptions.in(options.workDirectory()).withEnvironment(environment()));
    try (TemporaryFolder _ = TemporaryFolder.of(backend.directory())) {
      try (backend) {
        return step.apply(backend);
      } finally {
        output.keepOutput(backend.outputFile(), candidate.id(), stepName);
      }
    }
  }

  /// What a backend is told beyond its descriptor: to let in the subscribers of the run, where they
  /// are more than it would.
  private Map<String, String> environment() {
    int subscribers = options.streams().subscribers();
    return subscribers > DEFAULT_SUBSCRIBERS
        ? Map.of("INGEST_MAX_SSE_CLIENTS", Integer.toString(subscribers))
        : Map.of();
  }
}
