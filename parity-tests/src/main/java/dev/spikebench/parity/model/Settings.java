package dev.spikebench.parity.model;

import java.util.List;

/// How the backends are configured, as far as answers depend on it.
///
/// @param payloadCapBytes cap on stored metadata
/// @param bodyCapBytes cap on a request's body
/// @param maxSubscribers of the stream
/// @param allowedHosts further host names, in lower case
/// @param allowedOrigins origins a page may come from
public record Settings(
    int payloadCapBytes,
    int bodyCapBytes,
    int maxSubscribers,
    List<String> allowedHosts,
    List<String> allowedOrigins) {

  /// Copies the lists.
  public Settings {
    allowedHosts = List.copyOf(allowedHosts);
    allowedOrigins = List.copyOf(allowedOrigins);
  }

  /// The contract's defaults.
  public static Settings defaults() {
    return new Settings(10 * 1024, 1024 * 1024, 50, List.of(), List.of());
  }
}
