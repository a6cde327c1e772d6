package dev.spikebench.server.store;

import dev.spikebench.server.config.Synchronous;
import dev.spikebench.server.config.WriteStrategy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/// What an [EventStore] is opened with.
///
/// @param path the SQLite file; it and its parent folders are created where missing
/// @param synchronous SQLite's `synchronous` setting for the writer
/// @param strategy how requests are grouped into transactions
/// @param queueLimit how many requests may wait for the writer, at least 1
/// @param sessionTimeout silence after which an active session turns idle, whole seconds, positive
/// @param clock the source of every stored server time
public record StoreSettings(
    Path path,
    Synchronous synchronous,
    WriteStrategy strategy,
    int queueLimit,
    Duration sessionTimeout,
    InstantSource clock) {

  /// Checks the limits.
  ///
  /// @throws IllegalArgumentException where a value is out of its range
  public StoreSettings {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(synchronous, "synchronous");
    Objects.requireNonNull(strategy, "strategy");
    Objects.requireNonNull(clock, "clock");
    if (queueLimit < 1) {
      throw new IllegalArgumentException("queueLimit must be at least 1, not " + queueLimit);
    }
    if (sessionTimeout.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "sessionTimeout must be at least one second, not " + sessionTimeout);
    }
  }
}
