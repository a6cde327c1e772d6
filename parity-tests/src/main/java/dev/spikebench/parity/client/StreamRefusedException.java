package dev.spikebench.parity.client;

import dev.spikebench.parity.ParityException;

/// The backend answered the request for the stream with something else than 200.
public final class StreamRefusedException extends ParityException {
  private static final long serialVersionUID = 1L;

  private final transient HttpAnswer answer;

  StreamRefusedException(HttpAnswer answer) {
    super("The stream was refused: " + answer.describe());
    this.answer = answer;
  }

  /// What the backend said instead.
  public HttpAnswer answer() {
    return answer;
  }
}
