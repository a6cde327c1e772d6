package dev.spikebench.server.http;

/// A query that can't be served; the message names the parameter and is sent to the client.
final class BadQueryException extends Exception {
  private static final long serialVersionUID = 1L;

  BadQueryException(String message) {
    super(message, null, false, false);
  }
}
