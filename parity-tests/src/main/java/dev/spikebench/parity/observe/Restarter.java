package dev.spikebench.parity.observe;

import java.net.URI;

/// Stops a backend and starts it again on its database.
@FunctionalInterface
public interface Restarter {
  /// Does so.
  ///
  /// @return where it listens now
  URI restart();
}
