package dev.spikebench.loadgen.request;

import dev.spikebench.loadgen.model.LoadException;

/// What was said of a request, a body template, a header or a success rule, cannot be used.
public final class RequestException extends LoadException {
  private static final long serialVersionUID = 1L;

  /// @param message what is wrong, where, and what would be right
  public RequestException(String message) {
    super(message);
  }
}
