package dev.spikebench.backends;

import org.jspecify.annotations.Nullable;

/// Base of everything this module throws: a message that can be shown to a user as it is.
public class BackendsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what went wrong and what to do next
  public BackendsException(String message) {
    super(message);
  }

  /// @param message what went wrong and what to do next
  /// @param cause the fault underneath, or null
  public BackendsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
