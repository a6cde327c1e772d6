package dev.spikebench.server;

import org.jspecify.annotations.Nullable;

/// The one unchecked base of every exception that the server's rooms throw on purpose.
public class ServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Creates an exception that says in one sentence what is wrong and what to do about it.
  public ServerException(String message) {
    super(message);
  }

  /// Creates an exception that adds context to its cause.
  public ServerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// For exceptions that answer bad input: with `writableStackTrace` false none is recorded, so
  /// that a flood of bad requests costs no more than a flood of good ones.
  protected ServerException(String message, @Nullable Throwable cause, boolean writableStackTrace) {
    super(message, cause, false, writableStackTrace);
  }
}
