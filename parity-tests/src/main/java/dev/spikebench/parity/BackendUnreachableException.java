package dev.spikebench.parity;

import java.net.URI;

/// Nothing answers at the address: there is no backend to judge.
public final class BackendUnreachableException extends ParityException {
  private static final long serialVersionUID = 1L;

  /// `cause` says what came instead of an answer.
  public BackendUnreachableException(URI baseUri, Throwable cause) {
    super(
        "No backend answers at " + baseUri + ": start it, or correct the address (" + cause + ")",
        cause);
  }
}
