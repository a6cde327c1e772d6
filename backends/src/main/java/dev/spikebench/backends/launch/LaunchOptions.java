package dev.spikebench.backends.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// How to start a backend.
///
/// @param workDirectory folder that gets a new folder for this run, with the database and the
///   output of the backend; made where it is missing
/// @param environment variables that win over the descriptor's and over the launcher's own; with
///   `INGEST_DB_PATH` among them the database lies where it says and is never deleted; an empty
///   value counts as unset
/// @param startTimeout how long the backend may take to its first healthy answer
/// @param sampleInterval how often memory and CPU are read while it runs
public record LaunchOptions(
    Path workDirectory,
    Map<String, String> environment,
    Duration startTimeout,
    Duration sampleInterval) {

  /// Long enough for a cold start on a busy machine.
  public static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(30);

  /// Four times a second: peaks come from the kernel's own high-water mark, not from samples.
  public static final Duration DEFAULT_SAMPLE_INTERVAL = Duration.ofMillis(250);

  /// Copies the environment.
  ///
  /// @throws IllegalArgumentException if a duration is not positive
  public LaunchOptions {
    environment = Map.copyOf(environment);
    requirePositive("startTimeout", startTimeout);
    requirePositive("sampleInterval", sampleInterval);
  }

  /// Options with the default sampling interval.
  public LaunchOptions(Path workDirectory, Map<String, String> environment, Duration startTimeout) {
    this(workDirectory, environment, startTimeout, DEFAULT_SAMPLE_INTERVAL);
  }

  /// Options with all defaults.
  public static LaunchOptions in(Path workDirectory) {
    return new LaunchOptions(workDirectory, Map.of(), DEFAULT_START_TIMEOUT);
  }

  /// The same with another environment.
  public LaunchOptions withEnvironment(Map<String, String> variables) {
    return new LaunchOptions(workDirectory, variables, startTimeout, sampleInterval);
  }

  /// The same with another time to start.
  public LaunchOptions withStartTimeout(Duration timeout) {
    return new LaunchOptions(workDirectory, environment, timeout, sampleInterval);
  }

  private static void requirePositive(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, was " + duration);
    }
  }
}
