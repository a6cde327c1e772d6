package dev.spikebench.cli.compare;

import dev.spikebench.backends.launch.BackendLauncher;
import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.cli.backend.TemporaryFolder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// Starts a backend for one step of a comparison or a study and leaves nothing of it but what it
/// printed.
public final class BackendRuns {
  /// Subscribers that every backend lets in unless it is told otherwise.
  private static final int DEFAULT_SUBSCRIBERS = 50;

  private final Path workDirectory;
  private final int subscribers;
  private final Map<String, String> environment;
  private final OutputFolder output;

  /// Runs for a comparison.
  BackendRuns(CompareOptions options, OutputFolder output) {
    this(options.workDirectory(), options.streams().subscribers(), Map.of(), output);
  }

  /// Runs with a configuration of their own.
  ///
  /// @param workDirectory where the backends run, each in a folder of its own
  /// @param subscribers of the event stream that are going to follow it
  /// @param environment what every backend is told beyond its descriptor
  public BackendRuns(
      Path workDirectory, int subscribers, Map<String, String> environment, OutputFolder output) {
    this.workDirectory = workDirectory;
    this.subscribers = subscribers;
    this.environment = Map.copyOf(environment);
    this.output = output;
  }

  /// Runs a step against a fresh process with a fresh database, and stops it.
  ///
  /// @param stepName what its output is kept as, for instance `iteration-003`
  /// @throws dev.spikebench.backends.launch.LaunchException if it does not start
  public <T> T run(Candidate candidate, String stepName, Function<RunningBackend, T> step) {
    RunningBackend backend =
        BackendLauncher.launch(
            candidate.descriptor(), LaunchOptions.in(workDirectory).withEnvironment(environment()));
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
    Map<String, String> all = new HashMap<>(environment);
    if (subscribers > DEFAULT_SUBSCRIBERS) {
      all.put("INGEST_MAX_SSE_CLIENTS", Integer.toString(subscribers));
    }
    return all;
  }

  /// What every backend is told beyond its descriptor, apart from its subscribers.
  Map<String, String> told() {
    return environment;
  }
}
