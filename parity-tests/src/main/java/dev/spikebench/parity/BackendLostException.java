package dev.spikebench.parity;

/// A backend answered at first and then no more, not even plain questions: it hangs or is gone.
public final class BackendLostException extends ParityException {
  private static final long serialVersionUID = 1L;

  /// `message` names the backend and what it did not answer.
  public BackendLostException(String message) {
    super(message);
  }

  /// As above, with the exception that led to it.
  public BackendLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
