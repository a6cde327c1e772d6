package dev.spikebench.parity.client;

import dev.spikebench.parity.ParityException;

/// No answer arrived: refused, closed, reset or out of time.
public final class CallFailedException extends ParityException {
  private static final long serialVersionUID = 1L;

  CallFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  CallFailedException(String message) {
    super(message);
  }
}
