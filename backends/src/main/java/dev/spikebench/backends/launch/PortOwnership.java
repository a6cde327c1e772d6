package dev.spikebench.backends.launch;

import org.jspecify.annotations.Nullable;

/// Whether a port is listened on by the process that should. Exactly one component is present.
///
/// @param owned the answer, or null where the system does not tell
/// @param reason why there is no answer
public record PortOwnership(@Nullable Boolean owned, @Nullable String reason) {
  /// Checks that exactly one is present.
  public PortOwnership {
    if ((owned == null) == (reason == null)) {
      throw new IllegalArgumentException("either an answer or the reason why there is none");
    }
  }

  static PortOwnership known(boolean owned) {
    return new PortOwnership(owned, null);
  }

  static PortOwnership unknown(String reason) {
    return new PortOwnership(null, reason);
  }
}
