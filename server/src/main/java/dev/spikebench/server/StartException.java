package dev.spikebench.server;

/// The server can't start with the configuration it was given. The message is one line that says
/// what to change.
public final class StartException extends ServerException {
  private static final long serialVersionUID = 1L;

  StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
