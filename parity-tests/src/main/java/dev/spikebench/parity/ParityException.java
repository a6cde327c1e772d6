package dev.spikebench.parity;

/// The base of everything this module throws: a fault of the harness or of the way to the backend,
/// never a wrong answer of the backend (that one is a failed case).
public class ParityException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// `message` names what was tried and what to do next.
  public ParityException(String message) {
    super(message);
  }

  /// As above, with the exception that led to it.
  public ParityException(String message, Throwable cause) {
    super(message, cause);
  }
}
