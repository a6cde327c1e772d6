package dev.spikebench.cli.parity;

import dev.spikebench.backends.descriptor.BackendDescriptor;
import dev.spikebench.backends.launch.BackendLauncher;
import dev.spikebench.backends.launch.LaunchOptions;
import dev.spikebench.backends.launch.RunningBackend;
import dev.spikebench.parity.model.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A backend that was started for a run, configured so that as many rules as possible can be seen,
/// and that can be killed and started again on its database. One thread.
final class LaunchedBackend implements AutoCloseable {
  private static final String HOST = "allowed.example";
  private static final String ORIGIN = "http://allowed.example:8080";

  private final BackendDescriptor descriptor;
  private final LaunchOptions options;
  private RunningBackend running;

  private LaunchedBackend(BackendDescriptor descriptor, LaunchOptions options) {
    this.descriptor = descriptor;
    this.options = options;
    this.running = BackendLauncher.launch(descriptor, options);
  }

  /// Starts one with a fresh database.
  ///
  /// @throws dev.spikebench.backends.launch.LaunchException if it does not start
  static LaunchedBackend start(BackendDescriptor descriptor, Path folder) {
    Path own = folder.resolve(descriptor.id());
    Map<String, String> environment =
        Map.of(
            "INGEST_DB_PATH",
            own.resolve("ingest.db").toString(),
            "INGEST_ALLOW_HOST",
            HOST,
            "INGEST_ALLOW_ORIGIN",
            ORIGIN,
            // No sweep may touch a session while a run looks at it.
            "INGEST_SESSION_TIMEOUT_S",
            "2000000");
    return new LaunchedBackend(
        descriptor, LaunchOptions.in(own.resolve("run")).withEnvironment(environment));
  }

  /// What the contract is told about backends that were started so.
  static Settings settings() {
    Settings defaults = Settings.defaults();
    return new Settings(
        defaults.payloadCapBytes(),
        defaults.bodyCapBytes(),
        defaults.maxSubscribers(),
        List.of(HOST),
        List.of(ORIGIN));
  }

  String id() {
    return descriptor.id();
  }

  URI baseUri() {
    return running.baseUri();
  }

  /// Kills it, as a crash would, and starts it again.
  URI restart() {
    running.kill();
    running.close();
    running = BackendLauncher.launch(descriptor, options);
    return running.baseUri();
  }

  @Override
  public void close() {
    running.close();
  }
}
