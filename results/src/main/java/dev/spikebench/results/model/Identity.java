package dev.spikebench.results.model;

import org.jspecify.annotations.Nullable;

/// Which process was measured.
///
/// @param pid its process id; 0 where it never started
/// @param ownsPort whether the started process (or a child of it) holds the port that was loaded;
///   null where the system cannot tell
public record Identity(long pid, @Nullable Boolean ownsPort) {

  /// @throws IllegalArgumentException when the process id is negative
  public Identity {
    Checks.atLeast("identity.pid", 0, pid);
  }
}
