package dev.spikebench.server.event;

import dev.spikebench.server.ServerException;
import org.jspecify.annotations.Nullable;

/// The body is no strict UTF-8 or no JSON document. The message may be shown to the client: it
/// holds neither a path nor a part of the body.
public final class MalformedBodyException extends ServerException {
  private static final long serialVersionUID = 1L;

  MalformedBodyException(String message, @Nullable Throwable cause) {
    super(message, cause, false);
  }
}
