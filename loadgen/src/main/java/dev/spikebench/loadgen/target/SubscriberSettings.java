package dev.spikebench.loadgen.target;

import dev.spikebench.loadgen.model.TlsTrust;
import java.net.URI;
import java.time.Duration;

/// How subscribers of a target's event stream are connected.
///
/// @param target base URL, `http://host:port` or `https://host:port`
/// @param count subscribers
/// @param ioThreads threads that read their streams
/// @param connectTimeout longest time until all of them have read `connected`
/// @param trust which certificates of the target are good enough
public record SubscriberSettings(
    URI target, int count, int ioThreads, Duration connectTimeout, TlsTrust trust) {
  /// Where the contract has the stream.
  static final String PATH = "/api/stream";
}
