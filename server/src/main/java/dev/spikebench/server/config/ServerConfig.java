package dev.spikebench.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/// The whole configuration of one server process, already checked. Immutable; made by
/// [ServerConfigs#fromEnvironment].
///
/// @param host the address to bind, as configured, an IPv6 literal without its brackets
/// @param port 0 to 65535; 0 picks a free one
/// @param databasePath the SQLite file; its parent folders may not exist yet
/// @param maxPayloadBytes cap on one event's stored metadata
/// @param maxBodyBytes cap on a request body
/// @param maxPendingBytes cap on body bytes being read or waiting for the writer, all requests
///   together
/// @param sessionTimeout silence after which an active session turns idle
/// @param sweepPeriod period of the session sweep
/// @param statsInterval period of `stats` messages on the stream
/// @param maxStreamClients stream subscribers at once
/// @param streamHeartbeat silence after which a stream gets a comment
/// @param synchronous SQLite's `synchronous`
/// @param writeStrategy how many events share a commit
/// @param queueLimit requests waiting for the writer before new ones are refused
/// @param allowedOrigins origins that a browser page may come from, in the form of
///   [Origins#normalise]
/// @param allowedHosts further `Host` names, in lower case, without port, IPv6 literals in brackets
public record ServerConfig(
    String host,
    int port,
    Path databasePath,
    int maxPayloadBytes,
    int maxBodyBytes,
    long maxPendingBytes,
    Duration sessionTimeout,
    Duration sweepPeriod,
    Duration statsInterval,
    int maxStreamClients,
    Duration streamHeartbeat,
    Synchronous synchronous,
    WriteStrategy writeStrategy,
    int queueLimit,
    Set<String> allowedOrigins,
    Set<String> allowedHosts) {

  /// Copies the sets.
  public ServerConfig {
    allowedOrigins = Set.copyOf(allowedOrigins);
    allowedHosts = Set.copyOf(allowedHosts);
  }
}
