package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.model.TlsTrust;
import java.net.URI;
import java.time.Duration;

/// How a target is connected to.
///
/// @param target base URL, `http://host:port`
/// @param connections connections, one a virtual user
/// @param largestBodyBytes size of the largest body that will be sent
/// @param ioThreads threads that serve the connections
/// @param requestTimeout longest time one request may take
/// @param trust which certificates of the target are good enough
public record SessionSettings(
    URI target,
    int connections,
    int largestBodyBytes,
    int ioThreads,
    Duration requestTimeout,
    TlsTrust trust) {

  /// Settings for a target whose certificate, if it has one, is verified.
  public SessionSettings(
      URI target, int connections, int largestBodyBytes, int ioThreads, Duration requestTimeout) {
    this(target, connections, largestBodyBytes, ioThreads, requestTimeout, TlsTrust.VERIFIED);
  }
}
