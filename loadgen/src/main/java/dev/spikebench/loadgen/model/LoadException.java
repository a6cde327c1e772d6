package dev.spikebench.loadgen.model;

import org.jspecify.annotations.Nullable;

/// What goes wrong in the load generator; the base of its exceptions. The message says what to do
/// next.
public class LoadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what went wrong and what to do next
  public LoadException(String message) {
    super(message);
  }

  /// @param message what went wrong and what to do next
  /// @param cause what it came from, or null
  public LoadException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
